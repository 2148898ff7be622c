-- not if the address was changed meanwhile
UPDATE source_files
SET validators = fetched.validators, sha256 = fetched.sha256, object_key = fetched.object_key, bytes = fetched.bytes
FROM source_run_files AS fetched
WHERE fetched.run_id = $1
    AND source_files.source_id = $2
    AND fetched.part = source_files.part
    AND fetched.requested_url = source_files.url
