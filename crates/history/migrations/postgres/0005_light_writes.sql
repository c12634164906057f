-- The twin of migrations/sqlite/0005_light_writes.sql; see there for why. Row-level security would
-- show this transaction no rows.
ALTER TABLE journal NO FORCE ROW LEVEL SECURITY;
ALTER TABLE risk_version NO FORCE ROW LEVEL SECURITY;
ALTER TABLE particulars_version NO FORCE ROW LEVEL SECURITY;
ALTER TABLE setting_version NO FORCE ROW LEVEL SECURITY;

UPDATE risk_version SET version = anew.version FROM (
    SELECT organisation, version AS old,
        seq * 1073741824 + row_number() OVER (PARTITION BY organisation, seq ORDER BY version)
            AS version
    FROM risk_version) AS anew
WHERE risk_version.organisation = anew.organisation AND risk_version.version = anew.old;
UPDATE particulars_version SET version = anew.version FROM (
    SELECT organisation, version AS old,
        seq * 1073741824 + row_number() OVER (PARTITION BY organisation, seq ORDER BY version)
            AS version
    FROM particulars_version) AS anew
WHERE particulars_version.organisation = anew.organisation
    AND particulars_version.version = anew.old;
UPDATE setting_version SET version = anew.version FROM (
    SELECT organisation, version AS old,
        seq * 1073741824 + row_number() OVER (PARTITION BY organisation, seq ORDER BY version)
            AS version
    FROM setting_version) AS anew
WHERE setting_version.organisation = anew.organisation AND setting_version.version = anew.old;
DROP INDEX risk_version_seq;
DROP INDEX particulars_version_seq;
DROP INDEX setting_version_seq;

DROP INDEX journal_recorded;

DROP INDEX journal_kind;
CREATE INDEX journal_kind ON journal (organisation, kind, seq) WHERE kind <> 'edit';

ALTER TABLE journal ADD COLUMN about TEXT COLLATE "C";
UPDATE journal SET about = body::JSON -> 'deed' ->> 'risk' WHERE kind = 'attach';
CREATE INDEX journal_about ON journal (organisation, about, seq) WHERE about IS NOT NULL;

ALTER TABLE journal FORCE ROW LEVEL SECURITY;
ALTER TABLE risk_version FORCE ROW LEVEL SECURITY;
ALTER TABLE particulars_version FORCE ROW LEVEL SECURITY;
ALTER TABLE setting_version FORCE ROW LEVEL SECURITY;
