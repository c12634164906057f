-- The twin of migrations/sqlite/0006_the_next_form.sql; see there for what each table holds.
ALTER TABLE journal NO FORCE ROW LEVEL SECURITY;
DROP INDEX journal_about;
ALTER TABLE journal RENAME COLUMN about TO risk;
CREATE INDEX journal_risk ON journal (organisation, risk, seq) WHERE risk IS NOT NULL;
ALTER TABLE journal
    ADD COLUMN register TEXT COLLATE "C" NOT NULL DEFAULT 'main',
    ADD COLUMN actor BIGINT;
ALTER TABLE journal ALTER COLUMN register DROP DEFAULT;

CREATE TABLE register (
    organisation TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    seq          BIGINT NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
);
INSERT INTO register SELECT organisation, 'main', seq FROM journal WHERE seq = 1;

CREATE TABLE actor (
    organisation TEXT COLLATE "C" NOT NULL,
    number       BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    name         TEXT COLLATE "C",
    salt         TEXT,
    PRIMARY KEY (organisation, number),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq),
    CHECK ((name IS NULL) = (salt IS NULL))
);
CREATE UNIQUE INDEX actor_name ON actor (organisation, name) WHERE name IS NOT NULL;

CREATE TABLE identity (
    organisation TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    ids          TEXT   NOT NULL,
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, version) REFERENCES risk_version (organisation, version)
);

ALTER TABLE risk_version ADD COLUMN register TEXT COLLATE "C" NOT NULL DEFAULT 'main';
ALTER TABLE risk_version ALTER COLUMN register DROP DEFAULT;
ALTER TABLE particulars_version ADD COLUMN register TEXT COLLATE "C" NOT NULL DEFAULT 'main';
ALTER TABLE particulars_version ALTER COLUMN register DROP DEFAULT;
ALTER TABLE setting_version ADD COLUMN register TEXT COLLATE "C" NOT NULL DEFAULT 'main';
ALTER TABLE setting_version ALTER COLUMN register DROP DEFAULT;
DROP INDEX risk_version_as_at;
DROP INDEX particulars_version_as_at;
DROP INDEX setting_version_as_at;
CREATE INDEX risk_version_as_at
    ON risk_version (organisation, register, risk, effective, version, seq);
CREATE INDEX particulars_version_as_at
    ON particulars_version (organisation, register, effective, version, seq);
CREATE INDEX setting_version_as_at
    ON setting_version (organisation, register, name, effective, version, seq);

ALTER TABLE journal FORCE ROW LEVEL SECURITY;
ALTER TABLE register ENABLE ROW LEVEL SECURITY;
ALTER TABLE register FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON register
    USING (organisation = current_setting('bellwether.organisation', true));
ALTER TABLE actor ENABLE ROW LEVEL SECURITY;
ALTER TABLE actor FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON actor
    USING (organisation = current_setting('bellwether.organisation', true));
ALTER TABLE identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON identity
    USING (organisation = current_setting('bellwether.organisation', true));
