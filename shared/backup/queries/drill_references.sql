-- The foreign keys, as statements that add them to temporary tables of the same names. It is run before these exist: afterwards the
-- definitions would name the schema of the live tables.
SELECT
    tables.relname::text AS table_name,
    constraints.conname::text AS name,
    format(
        'ALTER TABLE pg_temp.%I ADD CONSTRAINT %I %s', tables.relname, constraints.conname,
        regexp_replace(pg_get_constraintdef(constraints.oid), ' NOT VALID$', '')
    ) AS statement
FROM pg_constraint AS constraints
JOIN pg_class AS tables ON tables.oid = constraints.conrelid
WHERE tables.relnamespace = 'public'::regnamespace AND tables.relkind = 'r' AND constraints.contype = 'f'
ORDER BY tables.relname, constraints.conname
