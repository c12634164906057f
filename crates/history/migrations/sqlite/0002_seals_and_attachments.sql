-- The key that an organisation seals with. The public half stands in each seal.
CREATE TABLE signing_key (
    organisation TEXT NOT NULL PRIMARY KEY REFERENCES organisation (id),
    secret       TEXT NOT NULL -- 64 hexadecimal digits; never exported
) STRICT, WITHOUT ROWID;

-- The register documents that were sealed, as they were; the journal holds digest and signature.
CREATE TABLE sealed_document (
    organisation TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    PRIMARY KEY (organisation, seq),
    FOREIGN KEY (organisation, seq) REFERENCES journal (organisation, seq)
) STRICT;

-- Evidence, once for each content; the journal says what it speaks of.
CREATE TABLE attachment (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    sha256       TEXT NOT NULL,
    body         BLOB NOT NULL,
    PRIMARY KEY (organisation, sha256)
) STRICT;
