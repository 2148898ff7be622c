SELECT
    counted_rows('users') AS users,
    counted_rows('chat_sessions') AS sessions,
    counted_rows('chat_messages') AS messages,
    counted_rows('document_chunks') AS chunks,
    (SELECT count(*) FROM documents WHERE deleted_at IS NULL) AS documents,
    (SELECT count(*) FROM analytics_snapshots WHERE deleted_at IS NULL) AS analytics_snapshots
