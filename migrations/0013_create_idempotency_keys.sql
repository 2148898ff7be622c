-- Answers to requests that may come again. key_hash is made of who asked and of the key they chose; body is sealed with that
-- key, so that nobody who reads this table reads the answers.
CREATE TABLE idempotency_keys (
    key_hash bytea PRIMARY KEY,
    fingerprint bytea NOT NULL,
    status smallint,
    body bytea,
    created_at timestamptz NOT NULL
);

CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
