-- What waits to be accepted stands in a file of its own beside the database.
DROP TABLE staged;
