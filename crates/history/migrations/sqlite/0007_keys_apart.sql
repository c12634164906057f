-- The keys that seals are signed with lie apart from the record: whoever upgrades has taken them out.
DROP TABLE signing_key;
