-- The twin of migrations/sqlite/0002_seals_and_attachments.sql.
CREATE TABLE signing_key (
    organisation TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES organisation (id),
    secret       TEXT NOT NULL
);

CREATE TABLE sealed_document (
    organisation TEXT COLLATE "C" NOT NULL,
    seq          BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organisation, seq),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
);

CREATE TABLE attachment (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    sha256       TEXT COLLATE "C" NOT NULL,
    body         BYTEA NOT NULL,
    PRIMARY KEY (organisation, sha256)
);

ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON signing_key
    USING (organisation = current_setting('bellwether.organisation', true));
ALTER TABLE sealed_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_document FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON sealed_document
    USING (organisation = current_setting('bellwether.organisation', true));
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON attachment
    USING (organisation = current_setting('bellwether.organisation', true));
