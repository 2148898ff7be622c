SELECT part, requested_url, url, validators, object_key, sha256, bytes, fetched_at
FROM source_run_files
WHERE run_id = $1
ORDER BY part
