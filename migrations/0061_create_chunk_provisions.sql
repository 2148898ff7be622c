-- The documents of a dataset are read as law. What the form of their upload declares counts more than what the text says.
ALTER TABLE documents
    ADD COLUMN is_law boolean NOT NULL DEFAULT false,
    ADD COLUMN act varchar(200),
    ADD COLUMN language varchar(2),
    -- the first day on which it applies, and the first one on which it no longer does
    ADD COLUMN valid_from date,
    ADD COLUMN valid_to date;

UPDATE documents SET is_law = true WHERE dataset_id IS NOT NULL;

-- these were cut into passages like other documents: they are read again
UPDATE document_ranges AS ranges
SET stale_since = now()
FROM documents, document_versions AS versions
WHERE documents.is_law AND versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready' AND ranges.document_id = versions.document_id AND ranges.version = versions.version
    AND ranges.stale_since IS NULL;

-- The provision that a chunk of a legal text belongs to. The columns beside `provision` are what searches filter and find by.
CREATE TABLE document_chunk_provisions (
    chunk_id uuid PRIMARY KEY REFERENCES document_chunks ON DELETE CASCADE,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    provision jsonb NOT NULL,
    language varchar(8),
    applies_from date,
    applies_to date,
    -- the provisions in it and around it: 'article 5(1)', 'article 5'
    names text[] NOT NULL,
    -- the terms that it defines, in small letters
    defines text[] NOT NULL
);

CREATE INDEX document_chunk_provisions_version_idx ON document_chunk_provisions (document_id, version);
CREATE INDEX document_chunk_provisions_names_idx ON document_chunk_provisions USING gin (names);
CREATE INDEX document_chunk_provisions_defines_idx ON document_chunk_provisions USING gin (defines);
