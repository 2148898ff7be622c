-- A login session is a family of token pairs: an access token and the refresh token that replaces both. What a session may
-- be used for depends on the surface it began on.
ALTER TABLE auth_sessions
    ADD COLUMN surface text NOT NULL DEFAULT 'copilot',
    ADD COLUMN user_agent varchar(300),
    ADD COLUMN address varchar(64),
    ADD COLUMN last_used_at timestamptz,
    ADD COLUMN ended_because text,
    ADD CONSTRAINT auth_sessions_surface_known CHECK (surface IN ('copilot', 'customer', 'staff'));

-- id is the access token's jti; refresh_hash is the refresh token's SHA-256. access_used_at proves that the pair reached its
-- owner. A replaced pair's access token lives on until it expires, a revoked pair's does not.
CREATE TABLE auth_token_pairs (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES auth_sessions ON DELETE CASCADE,
    predecessor_id uuid,
    refresh_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    access_expires_at timestamptz NOT NULL,
    refresh_expires_at timestamptz NOT NULL,
    access_used_at timestamptz,
    replaced_at timestamptz,
    revoked_at timestamptz
);

CREATE UNIQUE INDEX auth_token_pairs_refresh_hash_key ON auth_token_pairs (refresh_hash);
CREATE INDEX auth_token_pairs_session_id_idx ON auth_token_pairs (session_id);
CREATE INDEX auth_token_pairs_refresh_expires_at_idx ON auth_token_pairs (refresh_expires_at);
-- A session has one pair that can be refreshed, never two.
CREATE UNIQUE INDEX auth_token_pairs_head_key ON auth_token_pairs (session_id) WHERE replaced_at IS NULL;

-- Keys for programs. The key itself is shown once; hash is its SHA-256, prefix is what its owner recognises it by.
CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name varchar(100) NOT NULL,
    prefix varchar(16) NOT NULL,
    hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz
);

CREATE UNIQUE INDEX api_keys_hash_key ON api_keys (hash);
CREATE INDEX api_keys_user_id_idx ON api_keys (user_id, created_at DESC);
