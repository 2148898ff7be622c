WITH added AS (
    INSERT INTO document_email_shares (id, document_id, email, created_at)
    VALUES ($1, $2, lower($3), $4)
    ON CONFLICT DO NOTHING
    RETURNING id, email, created_at
)
SELECT id, email, created_at, true AS is_new FROM added
UNION ALL
SELECT id, email, created_at, false FROM document_email_shares WHERE document_id = $2 AND email = lower($3)
