SELECT count(*) FROM account_groups
