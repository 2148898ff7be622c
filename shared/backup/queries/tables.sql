-- Tables that a backup holds: those that outlive a crash, but not what is derived from others or tells of backups. Columns that
-- Postgres computes are left out.
SELECT
    tables.relname::text AS name,
    format('%I', tables.relname) AS quoted,
    (
        SELECT string_agg(format('%I', columns.attname), ', ' ORDER BY columns.attnum)
        FROM pg_attribute AS columns
        WHERE columns.attrelid = tables.oid AND columns.attnum > 0 AND NOT columns.attisdropped AND columns.attgenerated = ''
    ) AS columns,
    ARRAY(
        SELECT DISTINCT referenced.relname::text
        FROM pg_constraint AS constraints
        JOIN pg_class AS referenced ON referenced.oid = constraints.confrelid
        WHERE constraints.conrelid = tables.oid AND constraints.contype = 'f' AND constraints.confrelid <> constraints.conrelid
    ) AS needs,
    pg_table_size(tables.oid) AS bytes
FROM pg_class AS tables
WHERE tables.relnamespace = 'public'::regnamespace
    AND tables.relkind = 'r'
    AND tables.relpersistence = 'p'
    AND tables.relname NOT IN (
        'refinery_schema_history', 'backups', 'restore_drills', 'erasures', 'withdrawals', 'vector_collections',
        'vector_collection_ranges'
    )
ORDER BY tables.relname
