-- The twin of migrations/sqlite/0003_settings.sql.
CREATE TABLE setting_version (
    organisation TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    name         TEXT COLLATE "C" NOT NULL,
    effective    TEXT COLLATE "C" NOT NULL,
    seq          BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
);
CREATE INDEX setting_version_as_at ON setting_version (organisation, name, effective, version, seq);
CREATE INDEX setting_version_seq ON setting_version (organisation, seq);

ALTER TABLE setting_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE setting_version FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON setting_version
    USING (organisation = current_setting('bellwether.organisation', true));
