-- Who keeps a register here. Everything else is keyed by organisation first.
CREATE TABLE organisation (
    id      TEXT    NOT NULL PRIMARY KEY,
    created INTEGER NOT NULL -- microseconds since 1970
) STRICT, WITHOUT ROWID;

-- One entry for each accepted change. `body` is its canonical JSON (RFC 8785) and `hash` the
-- SHA-256 of it; the body holds the hash of the entry before. The other columns are for finding.
CREATE TABLE journal (
    organisation TEXT    NOT NULL REFERENCES organisation (id),
    seq          INTEGER NOT NULL,
    recorded     INTEGER NOT NULL, -- microseconds since 1970
    kind         TEXT    NOT NULL,
    hash         TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    PRIMARY KEY (organisation, seq)
) STRICT;
CREATE INDEX journal_recorded ON journal (organisation, recorded, seq);
CREATE INDEX journal_kind ON journal (organisation, kind, seq);

-- Every risk that was ever on the register.
CREATE TABLE risk (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    id           TEXT NOT NULL,
    PRIMARY KEY (organisation, id)
) STRICT, WITHOUT ROWID;

-- What a risk said from `effective` on. `version` counts per organisation, in the order of entry.
CREATE TABLE risk_version (
    organisation TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    risk         TEXT    NOT NULL,
    effective    TEXT    NOT NULL, -- YYYY-MM-DD
    seq          INTEGER NOT NULL,
    live         INTEGER NOT NULL,
    body         TEXT    NOT NULL, -- the risk as in the register document
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, risk) REFERENCES risk (organisation, id),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
) STRICT;
CREATE INDEX risk_version_as_at ON risk_version (organisation, risk, effective, version, seq);
CREATE INDEX risk_version_seq ON risk_version (organisation, seq);

-- What the register said beside its risks from `effective` on.
CREATE TABLE particulars_version (
    organisation TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    effective    TEXT    NOT NULL, -- YYYY-MM-DD
    seq          INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
) STRICT;
CREATE INDEX particulars_version_as_at
    ON particulars_version (organisation, effective, version, seq);
CREATE INDEX particulars_version_seq ON particulars_version (organisation, seq);
