UPDATE account_groups
SET name = $2, updated_at = $3
WHERE id = $1
    AND NOT EXISTS (SELECT FROM account_groups AS others WHERE others.id <> $1 AND lower(others.name) = lower($2))
