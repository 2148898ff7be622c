-- The one place that says which documents an account may see. Plain SQL, so that Postgres plans it as part of the query.
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
        )
$$;
