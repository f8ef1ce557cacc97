-- Plans put in force: each with its whole text, so that a verdict can be made again by the version it was made with.

CREATE TABLE plan_version (
    seq     INTEGER PRIMARY KEY DEFAULT nextval('record_id'),  -- the last row is the plan in force
    plan_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    digest  VARCHAR NOT NULL,
    content VARCHAR NOT NULL,                                  -- the plan file's text
    since   TIMESTAMP NOT NULL,                                -- UTC
    who     VARCHAR NOT NULL,
    why     VARCHAR
);
