-- Documents are shared with single accounts or with all accounts of a role. Each change of a document's readers counts its
-- revision up; the other one says which revision the vector store knows of.
CREATE TABLE document_role_shares (
    document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
    role text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, role),
    CONSTRAINT document_role_shares_role_known CHECK (role IN ('admin', 'analyst', 'compliance', 'auditor', 'user'))
);

ALTER TABLE documents
    ADD COLUMN readers_revision bigint NOT NULL DEFAULT 1,
    ADD COLUMN indexed_readers_revision bigint NOT NULL DEFAULT 1;

CREATE INDEX documents_readers_to_index_idx ON documents (updated_at)
    WHERE readers_revision <> indexed_readers_revision;

CREATE OR REPLACE FUNCTION visible_documents(viewer uuid) RETURNS SETOF documents
LANGUAGE sql STABLE
AS $$
    SELECT documents.*
    FROM documents
    WHERE documents.deleted_at IS NULL
        AND (
            documents.access = 'everyone'
            OR documents.owner_id = viewer
            OR EXISTS (
                SELECT 1 FROM document_shares AS shares
                WHERE shares.document_id = documents.id AND shares.user_id = viewer
            )
            OR EXISTS (
                SELECT 1 FROM document_role_shares AS shares
                JOIN users ON users.role = shares.role
                WHERE shares.document_id = documents.id AND users.id = viewer
            )
        )
$$;
