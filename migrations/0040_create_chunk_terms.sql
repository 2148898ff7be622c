-- The terms of each chunk as the vector store has them, with their weights: the search when that store or the embedding model is
-- unavailable. `terms` are the ids of terms, in rising order. A chunk from before has no row: it gets one when its range is embedded
-- for the next vector collection or read again, and `document_chunks.fts_vector` finds it until then.
CREATE TABLE document_chunk_terms (
    chunk_id uuid PRIMARY KEY REFERENCES document_chunks ON DELETE CASCADE,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    terms integer[] NOT NULL,
    weights real[] NOT NULL
);

-- Each search reads all entries that are pending: 4 MB by default, ten times the time of the search.
CREATE INDEX document_chunk_terms_terms_idx ON document_chunk_terms USING gin (terms) WITH (gin_pending_list_limit = 512);
CREATE INDEX document_chunk_terms_version_idx ON document_chunk_terms (document_id, version);

-- The terms of the document's name; nothing until the sweep has cut it into them. A change of how names are cut sets it to nothing.
ALTER TABLE documents
    ADD COLUMN name_terms text[];

CREATE INDEX documents_name_terms_idx ON documents USING gin (name_terms);
CREATE INDEX documents_without_name_terms_idx ON documents (id) WHERE name_terms IS NULL AND deleted_at IS NULL;

-- The versions that questions are answered from: current and ready ones of documents that the account may see and that the filters
-- admit. An empty filter admits all.
CREATE FUNCTION searchable_versions(viewer uuid, sources text[], types text[], ids uuid[])
RETURNS TABLE (document_id uuid, version integer, chunk_count integer, source text)
LANGUAGE sql STABLE AS $$
    SELECT documents.id, versions.version, versions.chunk_count, documents.source
    FROM visible_documents(viewer) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
        AND versions.status = 'ready'
    WHERE (cardinality(sources) = 0 OR documents.source = ANY (sources))
        AND (cardinality(types) = 0 OR documents.type = ANY (types))
        AND (cardinality(ids) = 0 OR documents.id = ANY (ids))
$$;
