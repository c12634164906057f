-- The twin of migrations/sqlite/0001_history.sql; see there for what each table holds.
-- Text that is compared sorts by its bytes, as on SQLite, whatever the server's language.
CREATE TABLE organisation (
    id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created BIGINT NOT NULL
);

CREATE TABLE journal (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    seq          BIGINT NOT NULL,
    recorded     BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    hash         TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organisation, seq)
);
CREATE INDEX journal_recorded ON journal (organisation, recorded, seq);
CREATE INDEX journal_kind ON journal (organisation, kind, seq);

CREATE TABLE risk (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    id           TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, id)
);

CREATE TABLE risk_version (
    organisation TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    risk         TEXT COLLATE "C" NOT NULL,
    effective    TEXT COLLATE "C" NOT NULL,
    seq          BIGINT NOT NULL,
    live         BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, risk) REFERENCES risk (organisation, id),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
);
CREATE INDEX risk_version_as_at ON risk_version (organisation, risk, effective, version, seq);
CREATE INDEX risk_version_seq ON risk_version (organisation, seq);

CREATE TABLE particulars_version (
    organisation TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    effective    TEXT COLLATE "C" NOT NULL,
    seq          BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
);
CREATE INDEX particulars_version_as_at
    ON particulars_version (organisation, effective, version, seq);
CREATE INDEX particulars_version_seq ON particulars_version (organisation, seq);

-- Each transaction names its organisation and is shown no other's rows, whatever its queries
-- forget. '*' lists the organisations, and nothing of theirs.
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON organisation
    USING (id = current_setting('bellwether.organisation', true)
        OR current_setting('bellwether.organisation', true) = '*')
    WITH CHECK (id = current_setting('bellwether.organisation', true));
ALTER TABLE journal ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON journal
    USING (organisation = current_setting('bellwether.organisation', true));
ALTER TABLE risk ENABLE ROW LEVEL SECURITY;
ALTER TABLE risk FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON risk
    USING (organisation = current_setting('bellwether.organisation', true));
ALTER TABLE risk_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE risk_version FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON risk_version
    USING (organisation = current_setting('bellwether.organisation', true));
ALTER TABLE particulars_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE particulars_version FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON particulars_version
    USING (organisation = current_setting('bellwether.organisation', true));
