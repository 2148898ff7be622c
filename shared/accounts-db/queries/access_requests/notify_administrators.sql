INSERT INTO outbox_messages (id, kind, user_id, created_at, due_at)
SELECT gen_random_uuid(), $1, id, $2, $2
FROM users
WHERE role = 'admin' AND account_status(users) = 'active'
