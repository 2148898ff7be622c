INSERT INTO users (id, email, name, password_hash, role, created_at, updated_at, invited_at, invited_by)
VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7)
ON CONFLICT (lower(email)) DO NOTHING
