SELECT is_enabled FROM sources WHERE id = $1 FOR UPDATE
