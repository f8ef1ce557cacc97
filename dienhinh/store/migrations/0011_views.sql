-- Views kept under a name: a page with all that its address says. They are no history.

CREATE TABLE kept_view (
    id      INTEGER PRIMARY KEY DEFAULT nextval('record_id'),
    name    VARCHAR NOT NULL CHECK (length(trim(name)) > 0),
    owner   VARCHAR NOT NULL,
    page    VARCHAR NOT NULL,                 -- the page's name, as the register of pages has it
    query   VARCHAR NOT NULL,                 -- its address, as JSON
    pinned  BOOLEAN NOT NULL DEFAULT false,   -- drawn on the overview
    made_at TIMESTAMP NOT NULL                -- UTC
);
