UPDATE sources SET is_enabled = false, updated_at = $2 WHERE id = $1 AND is_enabled
