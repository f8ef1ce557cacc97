-- What is told of exemplars (IV.1, IV.2, IV.5, V.2): the story of each, and where and when it was told.

CREATE TABLE story (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    plan_id      VARCHAR NOT NULL,
    candidate_id INTEGER NOT NULL,
    headline     VARCHAR NOT NULL CHECK (length(trim(headline)) > 0),
    story        VARCHAR,
    practice     VARCHAR,                          -- what others can take up
    brought      VARCHAR,
    file_id      INTEGER,                          -- a picture among the evidence files
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (plan_id, candidate_id)
);

CREATE TABLE telling (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    plan_id      VARCHAR NOT NULL,
    candidate_id INTEGER NOT NULL,
    on_date      DATE NOT NULL,
    medium       VARCHAR NOT NULL,
    place        VARCHAR NOT NULL,
    link         VARCHAR,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (plan_id, candidate_id, on_date, medium, place)
);
