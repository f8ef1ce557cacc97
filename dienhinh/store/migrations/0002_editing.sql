-- Records without the engine's foreign keys, so that whatever an act brought can be undone in one transaction; the
-- exemplar pipeline; evidence files, drafts, remembered choices; whose record a logged change is of.
--
-- DuckDB refuses, within one transaction, to delete a row after the rows that refer to it, and to change an indexed
-- column of a row that others refer to. The references are checked before every commit instead (store/references.py).

CREATE TABLE post_new (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,
    unit_id      INTEGER NOT NULL,
    position     VARCHAR,
    leads        BOOLEAN NOT NULL,              -- a leading post makes a core cadre (P1)
    from_on      DATE NOT NULL,
    until_on     DATE CHECK (until_on IS NULL OR until_on >= from_on),  -- the last day; empty: still so
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, from_on, unit_id)
);
INSERT INTO post_new (id, candidate_id, unit_id, position, leads, from_on, until_on, version)
SELECT id, candidate_id, unit_id, position, leads, from_on, until_on, version FROM post;
DROP TABLE post;
ALTER TABLE post_new RENAME TO post;

CREATE TABLE rating_new (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,
    year         SMALLINT NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    code         fact_code NOT NULL CHECK (code IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    decision_no  VARCHAR,
    decided_on   DATE,
    state        fact_state NOT NULL DEFAULT 'CONFIRMED',
    known_on     DATE GENERATED ALWAYS AS (coalesce(decided_on, make_date(year, 12, 31))),
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, year)
);
INSERT INTO rating_new (id, candidate_id, year, code, decision_no, decided_on, state, version)
SELECT id, candidate_id, year, code, decision_no, decided_on, state, version FROM rating;
DROP TABLE rating;
ALTER TABLE rating_new RENAME TO rating;

CREATE TABLE award_new (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,
    kind         award_kind NOT NULL,           -- danh hiệu or hình thức khen thưởng: never one list
    code         fact_code NOT NULL CHECK (code BETWEEN 'LDTT'::fact_code AND 'HT_KHAC'::fact_code),
    label        VARCHAR,                       -- the words as entered, where the code is one of the _KHAC
    year         SMALLINT NOT NULL CHECK (year BETWEEN 1945 AND 2200),  -- achievement year
    issuer       VARCHAR,
    decision_no  VARCHAR,
    decided_on   DATE,
    state        fact_state NOT NULL,
    achievement  VARCHAR,                       -- what it rewards
    position_then VARCHAR,                      -- post held at the time, kept as it was
    unit_then    VARCHAR,
    identity     VARCHAR NOT NULL,              -- what makes it the same award: one decision counts once (P5)
    known_on     DATE GENERATED ALWAYS AS (coalesce(decided_on, make_date(year, 12, 31))),
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, identity)
);
INSERT INTO award_new (id, candidate_id, kind, code, label, year, issuer, decision_no, decided_on, state, achievement, position_then, unit_then, identity, version)
SELECT id, candidate_id, kind, code, label, year, issuer, decision_no, decided_on, state, achievement, position_then, unit_then, identity, version FROM award;
DROP TABLE award;
ALTER TABLE award_new RENAME TO award;

CREATE TABLE initiative_new (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,
    title        VARCHAR NOT NULL CHECK (length(trim(title)) > 0),
    title_key    VARCHAR NOT NULL,
    year         SMALLINT NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    level        fact_code NOT NULL CHECK (level IN ('CO_SO', 'TINH', 'BO', 'TW')),
    recognised   BOOLEAN,                       -- empty: not stated
    applied      BOOLEAN,                       -- empty: not stated
    decision_no  VARCHAR,
    decided_on   DATE,
    revoked      BOOLEAN NOT NULL DEFAULT false,
    known_on     DATE GENERATED ALWAYS AS (coalesce(decided_on, make_date(year, 12, 31))),
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, title_key, year)
);
INSERT INTO initiative_new (id, candidate_id, title, title_key, year, level, recognised, applied, decision_no, decided_on, revoked, version)
SELECT id, candidate_id, title, title_key, year, level, recognised, applied, decision_no, decided_on, revoked, version FROM initiative;
DROP TABLE initiative;
ALTER TABLE initiative_new RENAME TO initiative;

CREATE TABLE attestation_new (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,
    criterion    VARCHAR NOT NULL,              -- the section attested: II.2, III.1.a, …
    result       fact_state NOT NULL CHECK (result IN ('CONFIRMED', 'REFUSED', 'REVOKED')),  -- revoked: withdrawn
    on_date      DATE NOT NULL,
    by_person    VARCHAR,
    evidence     VARCHAR,
    file_id      INTEGER,                       -- the evidence kept here, in evidence_file
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, criterion, on_date)
);
INSERT INTO attestation_new (id, candidate_id, criterion, result, on_date, by_person, evidence, version)
SELECT id, candidate_id, criterion, result, on_date, by_person, evidence, version FROM attestation;
DROP TABLE attestation;
ALTER TABLE attestation_new RENAME TO attestation;

CREATE TABLE discipline_new (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL,
    code         fact_code NOT NULL CHECK (code BETWEEN 'KHIEN_TRACH'::fact_code AND 'KL_KHAC'::fact_code),
    label        VARCHAR,                       -- the words as entered
    decision_no  VARCHAR,
    from_on      DATE NOT NULL,
    until_on     DATE CHECK (until_on IS NULL OR until_on >= from_on),  -- the last day in force; empty: still so
    revoked      BOOLEAN NOT NULL DEFAULT false,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, code, from_on)
);
INSERT INTO discipline_new (id, candidate_id, code, label, decision_no, from_on, until_on, revoked, version)
SELECT id, candidate_id, code, label, decision_no, from_on, until_on, revoked, version FROM discipline;
DROP TABLE discipline;
ALTER TABLE discipline_new RENAME TO discipline;

CREATE TABLE milestone_new (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    plan_id      VARCHAR NOT NULL,
    milestone_id VARCHAR NOT NULL,              -- of the plan's roadmap (IV, V)
    done_on      DATE NOT NULL,
    evidence     VARCHAR,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (plan_id, milestone_id)
);
INSERT INTO milestone_new (plan_id, milestone_id, done_on, evidence)
SELECT plan_id, milestone_id, done_on, evidence FROM milestone ORDER BY plan_id, milestone_id;
DROP TABLE milestone;
ALTER TABLE milestone_new RENAME TO milestone;

-- The exemplar pipeline (IV): discovered, selected, registered, nurtured, recognised, replicated.
CREATE TYPE pipeline_stage AS ENUM ('PHAT_HIEN', 'LUA_CHON', 'DANG_KY', 'BOI_DUONG', 'CONG_NHAN', 'NHAN_RONG');

CREATE TABLE exemplar (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    plan_id      VARCHAR NOT NULL,
    candidate_id INTEGER NOT NULL,
    nurturer     VARCHAR,                       -- the leader in charge of nurturing
    withdrawn_on DATE,                          -- taken out of the pipeline
    withdrawn_why VARCHAR,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (plan_id, candidate_id)
);

CREATE TABLE stage (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    plan_id      VARCHAR NOT NULL,
    candidate_id INTEGER NOT NULL,
    stage        pipeline_stage NOT NULL,
    entered_on   DATE NOT NULL,
    document_no  VARCHAR,                       -- of DANG_KY: the registration list's number
    note         VARCHAR,                       -- also: why it was entered though something did not hold
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (plan_id, candidate_id, stage)
);

CREATE TABLE nurturing (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    plan_id      VARCHAR NOT NULL,
    candidate_id INTEGER NOT NULL,
    on_date      DATE NOT NULL,
    note         VARCHAR NOT NULL CHECK (length(trim(note)) > 0),  -- the task given, or what was seen
    next_step    VARCHAR,
    due_on       DATE,
    done_on      DATE,
    version      INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE replication (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    plan_id      VARCHAR NOT NULL,
    candidate_id INTEGER NOT NULL,              -- whose practice
    unit_id      INTEGER NOT NULL,              -- which unit took it up
    practice     VARCHAR NOT NULL CHECK (length(trim(practice)) > 0),
    from_on      DATE NOT NULL,
    result       VARCHAR,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (plan_id, candidate_id, unit_id, from_on)
);

CREATE TABLE evidence_file (
    id       INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    sha256   VARCHAR NOT NULL UNIQUE,
    name     VARCHAR NOT NULL,
    media    VARCHAR NOT NULL,                  -- the type its bytes show
    content  BLOB NOT NULL,
    added_at TIMESTAMP NOT NULL                 -- UTC
);

-- Unsaved input, by browser and page; and what the program remembers between imports. Neither is history.
CREATE TABLE draft (
    owner    VARCHAR NOT NULL,
    place    VARCHAR NOT NULL,
    content  VARCHAR NOT NULL,                  -- JSON
    saved_at TIMESTAMP NOT NULL,                -- UTC
    PRIMARY KEY (owner, place)
);
CREATE TABLE remembered (
    key   VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL                      -- JSON
);

ALTER TABLE change_log ADD COLUMN candidate_id INTEGER;  -- whose record it is, also when that is gone
ALTER TABLE change_log ADD COLUMN undoes BIGINT;         -- the revision that this line takes back
UPDATE change_log SET candidate_id = o.candidate_id FROM (
    SELECT 'candidate' AS table_name, id, id AS candidate_id FROM candidate
    UNION ALL SELECT 'post', id, candidate_id FROM post
    UNION ALL SELECT 'rating', id, candidate_id FROM rating
    UNION ALL SELECT 'award', id, candidate_id FROM award
    UNION ALL SELECT 'initiative', id, candidate_id FROM initiative
    UNION ALL SELECT 'attestation', id, candidate_id FROM attestation
    UNION ALL SELECT 'discipline', id, candidate_id FROM discipline
) o WHERE o.table_name = change_log.table_name AND o.id::VARCHAR = change_log.record_id;
