-- The bytes of an attachment lie here, or in a store outside the database: then `place` says where
-- and there is no body.
CREATE TABLE attachment_anew (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    sha256       TEXT NOT NULL,
    place        TEXT,
    body         BLOB,
    PRIMARY KEY (organisation, sha256),
    CHECK ((place IS NULL) <> (body IS NULL))
) STRICT;
INSERT INTO attachment_anew SELECT organisation, sha256, NULL, body FROM attachment;
DROP TABLE attachment;
ALTER TABLE attachment_anew RENAME TO attachment;

-- Uploads that wait between their plan and its acceptance. They are no part of the record: they
-- are never exported, and go after a while. Their organisation may have no journal yet.
CREATE TABLE staged (
    organisation TEXT    NOT NULL,
    sha256       TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    staged       INTEGER NOT NULL, -- microseconds since 1970
    body         BLOB    NOT NULL,
    PRIMARY KEY (organisation, sha256)
) STRICT;
