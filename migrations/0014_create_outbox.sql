-- Messages to people that are still to be sent. What they say is written when they are sent, so that no secret waits here. A
-- message that was sent is gone; one that nobody takes stays, with the reason.
CREATE TABLE outbox_messages (
    id uuid PRIMARY KEY,
    kind varchar(40) NOT NULL,
    user_id uuid REFERENCES users ON DELETE CASCADE,
    -- Who somebody claims to be who forgot their password. It is looked up when the message is sent, so that nobody learns from
    -- the answer, or from its time, whether there is such an account.
    claimed_kind varchar(20),
    claimed varchar(254),
    -- The address that was replaced, for the message that says so.
    recipient varchar(254),
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    failed_at timestamptz,
    failure varchar(300),
    CONSTRAINT outbox_messages_to_somebody CHECK (user_id IS NOT NULL OR claimed IS NOT NULL)
);

CREATE INDEX outbox_messages_due_at_idx ON outbox_messages (due_at) WHERE failed_at IS NULL;
CREATE INDEX outbox_messages_failed_at_idx ON outbox_messages (failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX outbox_messages_user_id_idx ON outbox_messages (user_id);

-- What a message gave its reader to show, as SHA-256; good once, and for nothing but the address or number it went to.
CREATE TABLE one_time_tokens (
    hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose varchar(30) NOT NULL,
    sent_to varchar(254) NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    used_at timestamptz
);

CREATE INDEX one_time_tokens_user_id_idx ON one_time_tokens (user_id, purpose, created_at);
CREATE INDEX one_time_tokens_expires_at_idx ON one_time_tokens (expires_at);
