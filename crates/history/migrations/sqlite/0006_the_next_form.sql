-- The record's next form (docs/decisions/0011): registers in keys, actors by number, ids of
-- controls and actions. What is derived comes apart from this.

-- The risk that an entry brings evidence of. A program of the form before asks for the column by
-- its old name, and so stops writing.
DROP INDEX journal_about;
ALTER TABLE journal RENAME COLUMN about TO risk;
CREATE INDEX journal_risk ON journal (organisation, risk, seq) WHERE risk IS NOT NULL;

-- The register that an entry speaks of, and the actor who made it (none in entries of form 1,
-- which hold a name).
ALTER TABLE journal ADD COLUMN register TEXT NOT NULL DEFAULT 'main';
ALTER TABLE journal ADD COLUMN actor INTEGER;

-- Every register that an entry speaks of, with the first that did.
CREATE TABLE register (
    organisation TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO register SELECT organisation, 'main', seq FROM journal WHERE seq = 1;

-- Who acts, by a number within the organisation, with the entry that first named them: it holds
-- the digest of salt and name. Both are taken away to make somebody unknown.
CREATE TABLE actor (
    organisation TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    name         TEXT,
    salt         TEXT, -- 32 hexadecimal digits
    PRIMARY KEY (organisation, number),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq),
    CHECK ((name IS NULL) = (salt IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX actor_name ON actor (organisation, name) WHERE name IS NOT NULL;

-- The ids of the controls and actions of a version whose text, which the journal knows by its
-- digest, has none. The entry that made them holds the digest of all rows.
CREATE TABLE identity (
    organisation TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    ids          TEXT    NOT NULL, -- JSON: lists of ids, `actions` and `controls`, in order
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, version) REFERENCES risk_version (organisation, version)
) STRICT, WITHOUT ROWID;

ALTER TABLE risk_version ADD COLUMN register TEXT NOT NULL DEFAULT 'main';
ALTER TABLE particulars_version ADD COLUMN register TEXT NOT NULL DEFAULT 'main';
ALTER TABLE setting_version ADD COLUMN register TEXT NOT NULL DEFAULT 'main';
DROP INDEX risk_version_as_at;
DROP INDEX particulars_version_as_at;
DROP INDEX setting_version_as_at;
CREATE INDEX risk_version_as_at
    ON risk_version (organisation, register, risk, effective, version, seq);
CREATE INDEX particulars_version_as_at
    ON particulars_version (organisation, register, effective, version, seq);
CREATE INDEX setting_version_as_at
    ON setting_version (organisation, register, name, effective, version, seq);
