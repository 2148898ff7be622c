SELECT name FROM account_groups WHERE id = $1 FOR UPDATE
