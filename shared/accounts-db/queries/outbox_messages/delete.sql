DELETE FROM outbox_messages WHERE id = $1
