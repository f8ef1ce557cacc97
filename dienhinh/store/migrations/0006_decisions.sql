-- One decision counts once, however it is spelt (P5): what else was said of it is kept beside it, as JSON.

ALTER TABLE award ADD COLUMN also VARCHAR;
ALTER TABLE award ADD COLUMN file_id INTEGER;  -- the decision itself, in evidence_file
