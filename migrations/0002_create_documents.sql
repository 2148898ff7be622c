-- A document is immutable per (id, version). Its pages are the text that citations are checked against; its chunks are
-- what retrieval finds. Everything that reads them filters by access and by deleted_at.
CREATE TABLE documents (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES users ON DELETE RESTRICT,
    access text NOT NULL,
    name varchar(500) NOT NULL,
    type text NOT NULL DEFAULT 'other',
    source text NOT NULL DEFAULT 'other',
    current_version integer NOT NULL DEFAULT 1,
    generation bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    CONSTRAINT documents_access_known CHECK (access IN ('everyone', 'owner')),
    CONSTRAINT documents_type_known CHECK (type IN ('strategy', 'regulatory', 'technical', 'report', 'policy', 'other')),
    CONSTRAINT documents_source_known CHECK (source IN ('uetcl', 'era', 'memd', 'world_bank', 'other'))
);

CREATE INDEX documents_owner_id_idx ON documents (owner_id, created_at DESC);
CREATE INDEX documents_access_idx ON documents (access, created_at DESC);
CREATE INDEX documents_type_idx ON documents (type);
CREATE INDEX documents_source_idx ON documents (source);
CREATE INDEX documents_deleted_at_idx ON documents (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE document_shares (
    document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, user_id)
);

CREATE INDEX document_shares_user_id_idx ON document_shares (user_id);

CREATE TABLE document_versions (
    document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
    version integer NOT NULL,
    object_key varchar(1000) NOT NULL,
    declared_size bigint NOT NULL,
    status text NOT NULL DEFAULT 'pending',
    object_version_id varchar(1024),
    object_etag varchar(255),
    size bigint,
    sha256 varchar(64),
    page_count integer,
    pages_done integer NOT NULL DEFAULT 0,
    ranges_total integer,
    ranges_done integer NOT NULL DEFAULT 0,
    chunk_count integer NOT NULL DEFAULT 0,
    pages_without_text integer[] NOT NULL DEFAULT '{}',
    error_code varchar(64),
    error_detail varchar(1000),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    upload_expires_at timestamptz NOT NULL,
    ready_at timestamptz,
    PRIMARY KEY (document_id, version),
    CONSTRAINT document_versions_status_known CHECK (status IN ('pending', 'processing', 'ready', 'failed')),
    CONSTRAINT document_versions_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE UNIQUE INDEX document_versions_object_key_key ON document_versions (object_key);
CREATE INDEX document_versions_sha256_idx ON document_versions (sha256);
CREATE INDEX document_versions_unfinished_idx ON document_versions (updated_at) WHERE status IN ('pending', 'processing');

CREATE TABLE document_ranges (
    document_id uuid NOT NULL,
    version integer NOT NULL,
    first_page integer NOT NULL,
    last_page integer NOT NULL,
    done_at timestamptz,
    PRIMARY KEY (document_id, version, first_page),
    FOREIGN KEY (document_id, version) REFERENCES document_versions ON DELETE CASCADE
);

CREATE TABLE document_pages (
    document_id uuid NOT NULL,
    version integer NOT NULL,
    page integer NOT NULL,
    text text NOT NULL,
    has_text boolean NOT NULL,
    PRIMARY KEY (document_id, version, page),
    FOREIGN KEY (document_id, version) REFERENCES document_versions ON DELETE CASCADE
);

-- start_offset and end_offset count Unicode scalar values in the page's text; text is that very part of it.
CREATE TABLE document_chunks (
    id uuid PRIMARY KEY,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    page integer NOT NULL,
    ordinal integer NOT NULL,
    heading varchar(500),
    start_offset integer NOT NULL,
    end_offset integer NOT NULL,
    text text NOT NULL,
    fts_vector tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED,
    FOREIGN KEY (document_id, version) REFERENCES document_versions ON DELETE CASCADE
);

CREATE UNIQUE INDEX document_chunks_place_key ON document_chunks (document_id, version, page, ordinal);
CREATE INDEX document_chunks_fts_vector_idx ON document_chunks USING gin (fts_vector);
