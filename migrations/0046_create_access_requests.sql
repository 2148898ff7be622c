-- What guests ask for: a role. An account has at most one request that waits for a decision.
CREATE TABLE access_requests (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    reason varchar(500),
    created_at timestamptz NOT NULL,
    decided_at timestamptz,
    -- no reference: who decided stays known when they are gone
    decided_by uuid,
    granted_role text,
    CONSTRAINT access_requests_role_known
        CHECK (granted_role IN ('admin', 'analyst', 'compliance', 'auditor', 'user'))
);

CREATE UNIQUE INDEX access_requests_waiting_key ON access_requests (user_id) WHERE decided_at IS NULL;
CREATE INDEX access_requests_user_id_idx ON access_requests (user_id, created_at);
CREATE INDEX access_requests_created_at_idx ON access_requests (created_at DESC, id DESC);
