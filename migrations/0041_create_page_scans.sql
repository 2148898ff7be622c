-- Pages without usable text that text recognition reads, and what it read. A row is made in the transaction that stores the page
-- without text; `scan` has the lines and words with their places, from which the page's text is laid out when its range is read
-- again. `attempts` counts the recognitions that began. A page whose attempts failed keeps the reason and stays without text.
CREATE TABLE document_page_scans (
    document_id uuid NOT NULL,
    version integer NOT NULL,
    page integer NOT NULL,
    state text NOT NULL DEFAULT 'waiting',
    attempts integer NOT NULL DEFAULT 0,
    scan jsonb,
    has_characters boolean NOT NULL DEFAULT false,
    script varchar(16),
    confidence real,
    model varchar(128),
    reason varchar(64),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, version, page),
    FOREIGN KEY (document_id, version) REFERENCES document_versions ON DELETE CASCADE,
    CONSTRAINT document_page_scans_state_known CHECK (state IN ('waiting', 'read', 'failed')),
    CONSTRAINT document_page_scans_whole CHECK ((state = 'read') = (scan IS NOT NULL) AND (state = 'failed') = (reason IS NOT NULL))
);

CREATE INDEX document_page_scans_waiting_idx ON document_page_scans (updated_at) WHERE state = 'waiting';

-- True if the page's text was recognised in a picture of it.
ALTER TABLE document_pages ADD COLUMN ocr boolean NOT NULL DEFAULT false;

ALTER TABLE document_versions ADD COLUMN pages_read_by_ocr integer[] NOT NULL DEFAULT '{}';
