SELECT
    counted_rows('users') AS users,
    counted_rows('chat_sessions') AS sessions,
    counted_rows('chat_messages') AS messages,
    counted_rows('document_chunks') AS chunks,
    (SELECT coalesce(sum(amount), 0)::bigint FROM document_counts) AS documents,
    (SELECT count(*) FROM datasets WHERE deleted_at IS NULL) AS analytics_snapshots
