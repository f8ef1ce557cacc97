-- For which title or form of commendation an initiative has been used: it serves once. In the facts it stands where a
-- commendation says on what it rests.

ALTER TABLE initiative ADD COLUMN used_for VARCHAR;

DROP VIEW fact;
DROP VIEW fact_rating;
DROP VIEW fact_award;
DROP VIEW fact_initiative;
DROP VIEW fact_attestation;
DROP VIEW fact_discipline;

CREATE VIEW fact_rating AS
SELECT candidate_id, 'RATING'::fact_kind AS kind, code, NULL::VARCHAR AS criterion, year, decided_on, known_on,
       NULL::DATE AS until, state, id AS evidence,
       NULL::VARCHAR AS ground
FROM rating;

CREATE VIEW fact_award AS
SELECT candidate_id, 'AWARD'::fact_kind AS kind, code, NULL::VARCHAR AS criterion, year, decided_on, known_on,
       NULL::DATE AS until, state, id AS evidence,
       ground
FROM award;

CREATE VIEW fact_initiative AS
SELECT candidate_id, 'INITIATIVE'::fact_kind AS kind, level AS code, NULL::VARCHAR AS criterion, year, decided_on,
       known_on, NULL::DATE AS until,
       CASE WHEN revoked THEN 'REVOKED'::fact_state
            WHEN NOT coalesce(recognised, true) OR NOT coalesce(applied, true) THEN 'REFUSED'::fact_state
            WHEN recognised AND applied THEN 'CONFIRMED'::fact_state
            ELSE 'PENDING'::fact_state END AS state, id AS evidence,
       used_for AS ground
FROM initiative;

CREATE VIEW fact_attestation AS
SELECT candidate_id, 'ATTESTATION'::fact_kind AS kind, NULL::fact_code AS code, criterion, NULL::SMALLINT AS year,
       on_date AS decided_on, on_date AS known_on, NULL::DATE AS until, result AS state, id AS evidence,
       NULL::VARCHAR AS ground
FROM attestation;

CREATE VIEW fact_discipline AS
SELECT candidate_id, 'DISCIPLINE'::fact_kind AS kind, code, NULL::VARCHAR AS criterion, NULL::SMALLINT AS year,
       from_on AS decided_on, from_on AS known_on, until_on AS until,
       CASE WHEN revoked THEN 'REVOKED'::fact_state ELSE 'CONFIRMED'::fact_state END AS state, id AS evidence,
       NULL::VARCHAR AS ground
FROM discipline;

CREATE VIEW fact AS
SELECT * FROM fact_rating
UNION ALL SELECT * FROM fact_award
UNION ALL SELECT * FROM fact_initiative
UNION ALL SELECT * FROM fact_attestation
UNION ALL SELECT * FROM fact_discipline;
