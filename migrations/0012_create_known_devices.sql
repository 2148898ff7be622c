-- Browsers from which somebody has logged in with success. Their guesses are counted apart from those of strangers, so that
-- nobody can lock an owner out by guessing. hash is the SHA-256 of what the browser keeps.
CREATE TABLE known_devices (
    hash bytea NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (hash, user_id)
);

CREATE INDEX known_devices_user_id_idx ON known_devices (user_id);
CREATE INDEX known_devices_expires_at_idx ON known_devices (expires_at);
