INSERT INTO source_webhooks (source_id, message_id, received_at)
VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
