DELETE FROM account_groups WHERE id = $1
