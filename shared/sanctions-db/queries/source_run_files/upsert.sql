INSERT INTO source_run_files (run_id, part, requested_url, url, validators, object_key, sha256, bytes, fetched_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (run_id, part) DO UPDATE
SET requested_url = excluded.requested_url, url = excluded.url, validators = excluded.validators,
    object_key = excluded.object_key, sha256 = excluded.sha256, bytes = excluded.bytes, fetched_at = excluded.fetched_at
