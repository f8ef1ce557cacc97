-- The change log, chained: a hash for each act over its lines and the hash before, so that a line changed outside of the
-- program is noticed.

CREATE TABLE log_chain (
    batch BIGINT PRIMARY KEY,
    mark  VARCHAR NOT NULL
);
