INSERT INTO document_role_shares (document_id, role, created_at)
VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
