-- Models among the exemplars (I.3): a candidate of the kind MODEL, which nothing judges; who carries it; the field of each
-- exemplar (NULL: all-round).

ALTER TABLE candidate ADD COLUMN summary VARCHAR;   -- of a model: what it is, how it is done
ALTER TABLE exemplar ADD COLUMN field VARCHAR;

CREATE TABLE carrier (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,                 -- the model
    unit_id      INTEGER NOT NULL,                 -- the unit or person who carries it
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, unit_id)
);
