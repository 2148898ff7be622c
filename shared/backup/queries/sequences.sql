SELECT sequencename::text AS name, last_value
FROM pg_sequences
WHERE schemaname = 'public'
ORDER BY sequencename
