DELETE FROM source_webhooks WHERE received_at < $1
