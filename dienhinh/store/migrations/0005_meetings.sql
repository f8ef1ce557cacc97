-- Review meetings: what is on the agenda, the frozen snapshot, the conclusions, and a trace of every step.

CREATE TABLE meeting (
    id          INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    kind        VARCHAR NOT NULL CHECK (kind IN ('SO_KET', 'TONG_KET', 'XET_CHON', 'HOI_NGHI')),
    title       VARCHAR NOT NULL CHECK (length(trim(title)) > 0),
    held_on     DATE NOT NULL,
    assessed_on DATE NOT NULL,
    place       VARCHAR NOT NULL DEFAULT '',
    members     VARCHAR NOT NULL DEFAULT '[]',  -- JSON: [{"name": …, "role": …}]
    agenda      VARCHAR NOT NULL DEFAULT '[]',  -- JSON: candidates' codes, in the order of the meeting
    scenarios   VARCHAR NOT NULL DEFAULT '[]',  -- JSON: scenarios' numbers
    notes       VARCHAR NOT NULL DEFAULT '{}',  -- JSON: screen → the presenter's note
    tried       VARCHAR NOT NULL DEFAULT '[]',  -- JSON: what was tried in the meeting and kept
    state       VARCHAR NOT NULL DEFAULT 'PREPARED' CHECK (state IN ('PREPARED', 'OPEN', 'CLOSED')),
    snapshot    BLOB,                           -- the frozen data, compressed JSON; empty while it is prepared
    fingerprint VARCHAR,
    owner       VARCHAR NOT NULL,
    made_at     TIMESTAMP NOT NULL,             -- UTC
    changed_at  TIMESTAMP NOT NULL,             -- UTC
    version     INTEGER NOT NULL DEFAULT 1,
    CHECK ((state = 'PREPARED') = (snapshot IS NULL))
);

CREATE TABLE meeting_trace (
    seq        INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    meeting_id INTEGER NOT NULL,
    happened   TIMESTAMP NOT NULL,              -- UTC
    who        VARCHAR NOT NULL,
    step       VARCHAR NOT NULL CHECK (step IN ('OPENED', 'RETAKEN', 'CLOSED', 'REOPENED')),
    detail     VARCHAR
);

CREATE TABLE conclusion (
    id            INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    meeting_id    INTEGER NOT NULL,
    code          VARCHAR NOT NULL,             -- the candidate's
    result        VARCHAR NOT NULL CHECK (result IN ('CHON', 'KHONG_CHON', 'BO_SUNG')),
    what          VARCHAR,                      -- to be added to the file, and by whom, by when
    by_whom       VARCHAR,
    due_on        DATE,
    done_on       DATE,
    votes_for     SMALLINT CHECK (votes_for >= 0),
    votes_against SMALLINT CHECK (votes_against >= 0),
    reason        VARCHAR,                      -- where it departs from the verdict
    version       INTEGER NOT NULL DEFAULT 1,
    UNIQUE (meeting_id, code)
);
