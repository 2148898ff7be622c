-- What a restore replaces: all tables but those that tell of migrations, collections and backups.
SELECT string_agg(format('%I', tables.relname), ', ' ORDER BY tables.relname)
FROM pg_class AS tables
WHERE tables.relnamespace = 'public'::regnamespace
    AND tables.relkind = 'r'
    AND tables.relname NOT IN (
        'refinery_schema_history', 'backups', 'restore_drills', 'erasures', 'withdrawals', 'vector_collections'
    )
