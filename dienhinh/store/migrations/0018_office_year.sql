-- The office's year: who registered for which title, where its proposal lies; the class of leader that a post stands
-- for in the statistical forms (empty: as its name tells).

CREATE TABLE registration (
    id            INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id  INTEGER NOT NULL,
    year          SMALLINT NOT NULL,
    code          fact_code NOT NULL,
    registered_on DATE,
    sent_on       DATE,
    sent_to       VARCHAR,
    returned_on   DATE,
    returned_why  VARCHAR,
    version       INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, year, code)
);

ALTER TABLE post ADD COLUMN leader_class VARCHAR;
