-- Every acknowledged act under one number, whatever it touched: the mark beside the file holds the last.

CREATE TABLE act (
    n        BIGINT PRIMARY KEY,
    happened TIMESTAMP NOT NULL,
    who      VARCHAR NOT NULL,
    act      VARCHAR NOT NULL,
    about    VARCHAR
);
