-- Scenarios: named sets of hypothetical changes. They are no history: the official tables never see them.

CREATE TABLE scenario (
    id         INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    name       VARCHAR NOT NULL CHECK (length(trim(name)) > 0),
    note       VARCHAR NOT NULL DEFAULT '',
    owner      VARCHAR NOT NULL,
    plan_id    VARCHAR NOT NULL,
    content    VARCHAR NOT NULL,                -- its changes, as JSON
    revision   BIGINT NOT NULL,                 -- of the official data when it was last changed
    made_at    TIMESTAMP NOT NULL,              -- UTC
    changed_at TIMESTAMP NOT NULL,              -- UTC
    archived   BOOLEAN NOT NULL DEFAULT false,
    version    INTEGER NOT NULL DEFAULT 1
);
