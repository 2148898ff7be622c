-- What was computed of a table that was uploaded, or of demo data. The newest one is what questions are answered from.
CREATE TABLE analytics_snapshots (
    id uuid PRIMARY KEY,
    dataset_name varchar(255) NOT NULL,
    payload jsonb NOT NULL DEFAULT '{}',
    file_path varchar(1000),
    created_at timestamptz NOT NULL
);

CREATE INDEX analytics_snapshots_dataset_name_idx ON analytics_snapshots (dataset_name);
CREATE INDEX analytics_snapshots_created_at_idx ON analytics_snapshots (created_at DESC, id DESC);
CREATE INDEX analytics_snapshots_payload_idx ON analytics_snapshots USING gin (payload);
