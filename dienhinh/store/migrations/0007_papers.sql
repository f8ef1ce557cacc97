-- What a meeting's minutes state is recorded, not supposed; and what a sealed meeting printed is kept with it.

ALTER TABLE meeting ADD COLUMN begun VARCHAR;      -- "08:30"; NULL: not recorded
ALTER TABLE meeting ADD COLUMN ended VARCHAR;
ALTER TABLE meeting ADD COLUMN adopted BOOLEAN;    -- the minutes, by those present; NULL: not said
ALTER TABLE conclusion ADD COLUMN votes_none SMALLINT;

CREATE TABLE paper (
    id          INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    meeting_id  INTEGER NOT NULL,
    kind        VARCHAR NOT NULL,
    code        VARCHAR NOT NULL DEFAULT '',       -- of whom it is, where it is of one
    fingerprint VARCHAR NOT NULL,
    file        VARCHAR NOT NULL,
    content     BLOB NOT NULL,
    made_at     TIMESTAMP NOT NULL,                -- UTC
    who         VARCHAR NOT NULL,
    UNIQUE (meeting_id, fingerprint)
);

-- What the forms of achievement reports ask for.
ALTER TABLE candidate ADD COLUMN gender VARCHAR;         -- NAM, NU
ALTER TABLE candidate ADD COLUMN home VARCHAR;           -- quê quán
ALTER TABLE candidate ADD COLUMN qualification VARCHAR;  -- trình độ chuyên môn
ALTER TABLE candidate ADD COLUMN theory VARCHAR;         -- trình độ lý luận chính trị
