-- Every index is written with every change: what few changes need is asked for in another way, so
-- that a change touches five pages where it touched eight.

-- A version's number is `seq` x 2^30 and its place among those of its kind that the entry wrote.
-- The numbers there were, which counted on, are too small to meet them on the way.
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

-- The journal's order is that of recording, and its numbers have no gaps: a moment is found by
-- halving.
DROP INDEX journal_recorded;

-- Nobody asks for the edits alone.
DROP INDEX journal_kind;
CREATE INDEX journal_kind ON journal (organisation, kind, seq) WHERE kind <> 'edit';

-- The risk that a file is evidence of, to be found by it.
ALTER TABLE journal ADD COLUMN about TEXT;
UPDATE journal SET about = json_extract(body, '$.deed.risk') WHERE kind = 'attach';
CREATE INDEX journal_about ON journal (organisation, about, seq) WHERE about IS NOT NULL;
