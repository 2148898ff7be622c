INSERT INTO account_groups (id, name, created_at, updated_at)
VALUES ($1, $2, $3, $3)
ON CONFLICT (lower(name)) DO NOTHING
