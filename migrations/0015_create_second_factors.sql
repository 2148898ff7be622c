-- Authenticator apps (RFC 6238). The secret they share is sealed with a key that is not in the database. last_step is the time
-- step of the code that was accepted last: no code counts twice.
CREATE TABLE second_factors (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    sealed_secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL DEFAULT 0
);

-- What lets somebody in whose authenticator is lost, once each, as SHA-256.
CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, hash)
);

-- When the session showed a second factor, if it did.
ALTER TABLE auth_sessions ADD COLUMN second_factor_at timestamptz;
