-- Units that came from others (P19): renamed, merged, split.

CREATE TABLE succession (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,                 -- the unit that came
    unit_id      INTEGER NOT NULL CHECK (unit_id <> candidate_id),  -- the one that it came from
    how          VARCHAR NOT NULL CHECK (how IN ('RENAMED', 'MERGED', 'SPLIT')),
    from_on      DATE NOT NULL,
    principal    BOOLEAN NOT NULL DEFAULT false,   -- its history is carried on, where P19 says so
    document_no  VARCHAR,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, unit_id)
);
