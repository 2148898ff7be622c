-- A document answers from its current version. The versions before it are superseded, and retired once nothing of them can be
-- found any more; their pages stay for the citations that name them.
ALTER TABLE document_versions
    ADD COLUMN superseded_at timestamptz,
    ADD COLUMN retired_at timestamptz;

CREATE INDEX document_versions_to_retire_idx ON document_versions (superseded_at)
    WHERE superseded_at IS NOT NULL AND retired_at IS NULL;

-- Since when a range waits to be read again; nothing when it does not.
ALTER TABLE document_ranges
    ADD COLUMN stale_since timestamptz;

CREATE INDEX document_ranges_stale_idx ON document_ranges (stale_since) WHERE stale_since IS NOT NULL;

-- What the sentences and rows of chunks mean to a model other than the one that was used when they were cut.
CREATE TABLE document_chunk_vectors (
    chunk_id uuid NOT NULL REFERENCES document_chunks ON DELETE CASCADE,
    model varchar(255) NOT NULL,
    unit_vectors bytea NOT NULL,
    PRIMARY KEY (chunk_id, model)
);

-- Which ranges a vector collection holds. A collection is switched to when it holds all that can be found, and filled again
-- from the chunks when its rows are deleted.
CREATE TABLE vector_collection_ranges (
    collection varchar(255) NOT NULL REFERENCES vector_collections ON DELETE CASCADE,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    first_page integer NOT NULL,
    indexed_at timestamptz NOT NULL,
    PRIMARY KEY (collection, document_id, version, first_page),
    FOREIGN KEY (document_id, version, first_page) REFERENCES document_ranges ON DELETE CASCADE
);

CREATE INDEX vector_collection_ranges_range_idx ON vector_collection_ranges (document_id, version, first_page);

INSERT INTO vector_collection_ranges (collection, document_id, version, first_page, indexed_at)
SELECT collections.name, ranges.document_id, ranges.version, ranges.first_page, ranges.done_at
FROM vector_collections AS collections
CROSS JOIN document_ranges AS ranges
WHERE collections.is_active AND ranges.done_at IS NOT NULL;

CREATE INDEX document_role_shares_role_idx ON document_role_shares (role);
