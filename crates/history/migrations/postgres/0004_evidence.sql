-- The twin of migrations/sqlite/0004_evidence.sql.
ALTER TABLE attachment
    ALTER COLUMN body DROP NOT NULL,
    ADD COLUMN place TEXT COLLATE "C",
    ADD CHECK ((place IS NULL) <> (body IS NULL));

CREATE TABLE staged (
    organisation TEXT COLLATE "C" NOT NULL,
    sha256       TEXT COLLATE "C" NOT NULL,
    name         TEXT   NOT NULL,
    staged       BIGINT NOT NULL,
    body         BYTEA  NOT NULL,
    PRIMARY KEY (organisation, sha256)
);

ALTER TABLE staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE staged FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON staged
    USING (organisation = current_setting('bellwether.organisation', true));
