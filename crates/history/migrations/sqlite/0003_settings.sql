-- What a body has set for its own register from `effective` on; `null` withdraws it.
CREATE TABLE setting_version (
    organisation TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    effective    TEXT    NOT NULL, -- YYYY-MM-DD
    seq          INTEGER NOT NULL,
    body         TEXT    NOT NULL, -- canonical JSON (RFC 8785)
    PRIMARY KEY (organisation, version),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
) STRICT;
CREATE INDEX setting_version_as_at ON setting_version (organisation, name, effective, version, seq);
CREATE INDEX setting_version_seq ON setting_version (organisation, seq);
