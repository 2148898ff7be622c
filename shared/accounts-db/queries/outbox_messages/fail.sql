UPDATE outbox_messages SET failed_at = $2, failure = $3 WHERE id = $1
