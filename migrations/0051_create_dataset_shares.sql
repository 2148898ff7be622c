-- Links with which anybody may read a dataset. A dataset has at most one. The token is stored sealed, so that its owner can be shown the
-- link again, and as SHA-256, by which it is found. A link ends at expires_at, with its dataset, and with the account that created it.
CREATE TABLE dataset_shares (
    dataset_id uuid PRIMARY KEY REFERENCES datasets ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    sealed_token bytea NOT NULL,
    created_by uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    -- whether questions of the holders may go to the deployment's language model, and how many a day
    allow_provider boolean NOT NULL,
    daily_budget integer NOT NULL,
    uses bigint NOT NULL DEFAULT 0,
    last_used_at timestamptz,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT dataset_shares_hash_whole CHECK (octet_length(token_hash) = 32),
    CONSTRAINT dataset_shares_uses_possible CHECK (uses >= 0),
    CONSTRAINT dataset_shares_budget_possible CHECK (daily_budget BETWEEN 0 AND 1000),
    CONSTRAINT dataset_shares_expires_later CHECK (expires_at > created_at)
);

CREATE UNIQUE INDEX dataset_shares_token_hash_idx ON dataset_shares (token_hash);
CREATE INDEX dataset_shares_created_by_idx ON dataset_shares (created_by);
CREATE INDEX dataset_shares_expires_at_idx ON dataset_shares (expires_at);
