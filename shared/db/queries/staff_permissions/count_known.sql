SELECT count(*) FROM staff_permissions WHERE id = ANY ($1)
