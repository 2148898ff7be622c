SELECT sessions.id
FROM auth_token_pairs AS pairs
JOIN auth_sessions AS sessions ON sessions.id = pairs.session_id
WHERE pairs.refresh_hash = $1
FOR UPDATE OF sessions
