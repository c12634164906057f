-- The twin of migrations/sqlite/0008_waiting_apart.sql: what waits to be accepted is not logged, and
-- so neither copied nor kept.
ALTER TABLE staged SET UNLOGGED;
