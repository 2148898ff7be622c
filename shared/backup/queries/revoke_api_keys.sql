UPDATE api_keys
SET revoked_at = erasures.erased_at
FROM erasures
WHERE erasures.kind = 'api_key' AND erasures.object_id = api_keys.id AND api_keys.revoked_at IS NULL
