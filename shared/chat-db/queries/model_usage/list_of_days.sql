SELECT starts_on, substr(subject, length('provider:') + 1) AS provider, requests, tokens, cost
FROM model_usage
WHERE period = 'day' AND starts_on >= $1 AND starts_on <= $2 AND subject LIKE 'provider:%'
ORDER BY starts_on, provider
