SELECT part, url, validators, sha256, object_key, bytes FROM source_files WHERE source_id = $1 ORDER BY part
