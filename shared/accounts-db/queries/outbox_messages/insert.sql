INSERT INTO outbox_messages (id, kind, user_id, claimed_kind, claimed, recipient, created_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
