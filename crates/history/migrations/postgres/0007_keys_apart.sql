-- The twin of migrations/sqlite/0007_keys_apart.sql.
DROP TABLE signing_key;
