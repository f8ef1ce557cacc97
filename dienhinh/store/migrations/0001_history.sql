-- The history of awards and ratings, its change log, and the view of facts. Meanings stand beside the columns.

CREATE TYPE fact_kind AS ENUM ('RATING', 'AWARD', 'INITIATIVE', 'ATTESTATION', 'DISCIPLINE');
CREATE TYPE fact_state AS ENUM ('CONFIRMED', 'PENDING', 'REFUSED', 'REVOKED');
CREATE TYPE candidate_kind AS ENUM ('COLLECTIVE', 'INDIVIDUAL');
CREATE TYPE award_kind AS ENUM ('TITLE', 'COMMENDATION');
-- One type for all codes, so that the view below compares small integers; CHECKs keep each table to its own.
CREATE TYPE fact_code AS ENUM (
    'HTXSNV', 'HTTNV', 'HTNV', 'KHTNV',
    'LDTT', 'CSTDCS', 'CSTD_TINH', 'CSTD_BO', 'CSTD_TQ', 'TTLDTT', 'TTLDXS',
    'CO_TD_TINH', 'CO_TD_BO', 'CO_TD_CP', 'AHLD', 'DH_KHAC',
    'BK_TINH', 'BK_BNG', 'BK_BO_NGANH_TW', 'BK_TTG', 'BK_KHAC', 'GK', 'HC', 'KNC', 'HT_KHAC',
    'CO_SO', 'TINH', 'BO', 'TW',
    'KHIEN_TRACH', 'CANH_CAO', 'HA_BAC_LUONG', 'GIANG_CHUC', 'CACH_CHUC', 'BUOC_THOI_VIEC', 'KL_KHAC'
);

CREATE SEQUENCE record_id;

CREATE TABLE candidate (
    id          INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    code        VARCHAR NOT NULL,               -- as the department writes it
    code_key    VARCHAR NOT NULL UNIQUE,        -- the code folded: case and diacritics do not tell two apart
    kind        candidate_kind NOT NULL,
    name        VARCHAR NOT NULL CHECK (length(trim(name)) > 0),
    sort_key    VARCHAR NOT NULL,               -- sorts by given name, then the rest, in Vietnamese order
    born_on     DATE,                           -- of an individual
    founded_on  DATE,                           -- of a collective; empty: before anything recorded
    dissolved_on DATE CHECK (dissolved_on IS NULL OR founded_on IS NULL OR dissolved_on >= founded_on),
    version     INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE post (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL REFERENCES candidate (id),
    unit_id      INTEGER NOT NULL REFERENCES candidate (id),
    position     VARCHAR,
    leads        BOOLEAN NOT NULL,              -- a leading post makes a core cadre (P1)
    from_on      DATE NOT NULL,
    until_on     DATE CHECK (until_on IS NULL OR until_on >= from_on),  -- the last day; empty: still so
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, from_on, unit_id)
);

CREATE TABLE rating (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL REFERENCES candidate (id),
    year         SMALLINT NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    code         fact_code NOT NULL CHECK (code IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    decision_no  VARCHAR,
    decided_on   DATE,
    state        fact_state NOT NULL DEFAULT 'CONFIRMED',
    known_on     DATE GENERATED ALWAYS AS (coalesce(decided_on, make_date(year, 12, 31))),
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, year)
);

CREATE TABLE award (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL REFERENCES candidate (id),
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

CREATE TABLE initiative (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL REFERENCES candidate (id),
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

CREATE TABLE attestation (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL REFERENCES candidate (id),
    criterion    VARCHAR NOT NULL,              -- the section attested: II.2, III.1.a, …
    result       fact_state NOT NULL CHECK (result IN ('CONFIRMED', 'REFUSED', 'REVOKED')),  -- revoked: withdrawn
    on_date      DATE NOT NULL,
    by_person    VARCHAR,
    evidence     VARCHAR,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, criterion, on_date)
);

CREATE TABLE discipline (
    id           INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    candidate_id INTEGER NOT NULL REFERENCES candidate (id),
    code         fact_code NOT NULL CHECK (code BETWEEN 'KHIEN_TRACH'::fact_code AND 'KL_KHAC'::fact_code),
    label        VARCHAR,                       -- the words as entered
    decision_no  VARCHAR,
    from_on      DATE NOT NULL,
    until_on     DATE CHECK (until_on IS NULL OR until_on >= from_on),  -- the last day in force; empty: still so
    revoked      BOOLEAN NOT NULL DEFAULT false,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (candidate_id, code, from_on)
);

CREATE TABLE milestone (
    plan_id      VARCHAR NOT NULL,
    milestone_id VARCHAR NOT NULL,
    done_on      DATE NOT NULL,
    evidence     VARCHAR,
    PRIMARY KEY (plan_id, milestone_id)
);

CREATE TABLE change_log (
    revision   BIGINT PRIMARY KEY,              -- grows by one with each change; the last is the data's revision
    batch      BIGINT NOT NULL,                 -- the first revision of the same act (one import, one save)
    changed_at TIMESTAMP NOT NULL,              -- UTC
    who        VARCHAR NOT NULL,
    why        VARCHAR,
    action     VARCHAR NOT NULL CHECK (action IN ('INSERT', 'UPDATE', 'DELETE')),
    table_name VARCHAR NOT NULL,
    record_id  VARCHAR NOT NULL,
    before     VARCHAR,                         -- the row as JSON
    after      VARCHAR
);

CREATE TABLE meta (
    key   VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
INSERT INTO meta VALUES ('id', uuid()::VARCHAR);

-- Everything the plan can count, in one shape: a view a kind (the tally reads those), and all of them as `fact`.
-- known_on: the day from which the fact is known; until: the last day of what ends; evidence: the record's id.
CREATE VIEW fact_rating AS
SELECT candidate_id, 'RATING'::fact_kind AS kind, code, NULL::VARCHAR AS criterion, year, decided_on, known_on,
       NULL::DATE AS until, state, id AS evidence
FROM rating;

CREATE VIEW fact_award AS
SELECT candidate_id, 'AWARD'::fact_kind AS kind, code, NULL::VARCHAR AS criterion, year, decided_on, known_on,
       NULL::DATE AS until, state, id AS evidence
FROM award;

CREATE VIEW fact_initiative AS
SELECT candidate_id, 'INITIATIVE'::fact_kind AS kind, level AS code, NULL::VARCHAR AS criterion, year, decided_on,
       known_on, NULL::DATE AS until,
       CASE WHEN revoked THEN 'REVOKED'::fact_state
            WHEN NOT coalesce(recognised, true) OR NOT coalesce(applied, true) THEN 'REFUSED'::fact_state
            WHEN recognised AND applied THEN 'CONFIRMED'::fact_state
            ELSE 'PENDING'::fact_state END AS state, id AS evidence
FROM initiative;

CREATE VIEW fact_attestation AS
SELECT candidate_id, 'ATTESTATION'::fact_kind AS kind, NULL::fact_code AS code, criterion, NULL::SMALLINT AS year,
       on_date AS decided_on, on_date AS known_on, NULL::DATE AS until, result AS state, id AS evidence
FROM attestation;

CREATE VIEW fact_discipline AS
SELECT candidate_id, 'DISCIPLINE'::fact_kind AS kind, code, NULL::VARCHAR AS criterion, NULL::SMALLINT AS year,
       from_on AS decided_on, from_on AS known_on, until_on AS until,
       CASE WHEN revoked THEN 'REVOKED'::fact_state ELSE 'CONFIRMED'::fact_state END AS state, id AS evidence
FROM discipline;

CREATE VIEW fact AS
SELECT * FROM fact_rating
UNION ALL SELECT * FROM fact_award
UNION ALL SELECT * FROM fact_initiative
UNION ALL SELECT * FROM fact_attestation
UNION ALL SELECT * FROM fact_discipline;
