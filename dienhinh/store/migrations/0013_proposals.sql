-- What units hand in (V.1): a workbook of their own records, which waits until an officer accepts or returns it.

CREATE TABLE proposal (
    id          INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    unit_code   VARCHAR NOT NULL,
    owner       VARCHAR NOT NULL,
    sent_at     TIMESTAMP NOT NULL,
    file        VARCHAR NOT NULL,
    content     BLOB NOT NULL,
    n           INTEGER NOT NULL,                  -- rows that could be read
    note        VARCHAR,
    state       VARCHAR NOT NULL DEFAULT 'SENT' CHECK (state IN ('SENT', 'ACCEPTED', 'RETURNED', 'WITHDRAWN')),
    reason      VARCHAR,
    decided_by  VARCHAR,
    decided_at  TIMESTAMP
);
