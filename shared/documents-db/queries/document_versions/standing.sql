SELECT
    coalesce(max(version), 0) AS newest,
    count(*) FILTER (WHERE status IN ('pending', 'processing')) AS unfinished
FROM document_versions
WHERE document_id = $1
