-- Ids of webhooks that were received, so that none takes effect twice. They are deleted after a day, when their signature has long expired.
CREATE TABLE source_webhooks (
    source_id uuid NOT NULL REFERENCES sources,
    message_id varchar(256) NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source_id, message_id)
);

CREATE INDEX source_webhooks_received_at_idx ON source_webhooks (received_at);
