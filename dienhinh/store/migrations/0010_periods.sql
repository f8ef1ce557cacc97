-- Several plans in one file: a meeting belongs to one of them; a plan whose period is done with is closed.

ALTER TABLE meeting ADD COLUMN plan_id VARCHAR NOT NULL DEFAULT '';   -- '': the one whose period holds its assessment date

CREATE TABLE plan_closed (
    plan_id   VARCHAR PRIMARY KEY,
    closed_on DATE NOT NULL,
    who       VARCHAR NOT NULL,
    why       VARCHAR
);
