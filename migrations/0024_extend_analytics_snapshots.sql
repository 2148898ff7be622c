-- A snapshot begins as an upload and has the same readers as a document would: its owner, or everyone. What was stored before
-- was for everyone and is ready.
ALTER TABLE analytics_snapshots
    ADD COLUMN owner_id uuid REFERENCES users ON DELETE RESTRICT,
    ADD COLUMN access text NOT NULL DEFAULT 'everyone',
    ADD COLUMN status text NOT NULL DEFAULT 'ready',
    ADD COLUMN file_name varchar(500),
    ADD COLUMN declared_size bigint,
    ADD COLUMN customers_served double precision,
    ADD COLUMN object_version_id varchar(1024),
    ADD COLUMN object_etag varchar(255),
    ADD COLUMN size bigint,
    ADD COLUMN sha256 varchar(64),
    ADD COLUMN analytics_ms bigint,
    ADD COLUMN error_code varchar(64),
    ADD COLUMN error_detail varchar(1000),
    ADD COLUMN updated_at timestamptz,
    ADD COLUMN upload_expires_at timestamptz,
    ADD COLUMN deleted_at timestamptz,
    ADD CONSTRAINT analytics_snapshots_access_known CHECK (access IN ('everyone', 'owner')) NOT VALID,
    ADD CONSTRAINT analytics_snapshots_status_known CHECK (status IN ('pending', 'processing', 'ready', 'failed')) NOT VALID,
    ADD CONSTRAINT analytics_snapshots_owner_given CHECK (access = 'everyone' OR owner_id IS NOT NULL) NOT VALID,
    ADD CONSTRAINT analytics_snapshots_customers_positive CHECK (customers_served > 0) NOT VALID;

ALTER TABLE analytics_snapshots VALIDATE CONSTRAINT analytics_snapshots_access_known;
ALTER TABLE analytics_snapshots VALIDATE CONSTRAINT analytics_snapshots_status_known;
ALTER TABLE analytics_snapshots VALIDATE CONSTRAINT analytics_snapshots_owner_given;
ALTER TABLE analytics_snapshots VALIDATE CONSTRAINT analytics_snapshots_customers_positive;

CREATE UNIQUE INDEX analytics_snapshots_file_path_key ON analytics_snapshots (file_path);
CREATE INDEX analytics_snapshots_owner_id_idx ON analytics_snapshots (owner_id, created_at DESC);
CREATE INDEX analytics_snapshots_unfinished_idx ON analytics_snapshots (updated_at) WHERE status IN ('pending', 'processing');
CREATE INDEX analytics_snapshots_deleted_at_idx ON analytics_snapshots (deleted_at) WHERE deleted_at IS NOT NULL;

-- The one place that says which snapshots an account may see.
CREATE FUNCTION visible_snapshots(viewer uuid) RETURNS SETOF analytics_snapshots
LANGUAGE sql STABLE
AS $$
    SELECT snapshots.*
    FROM analytics_snapshots AS snapshots
    WHERE snapshots.deleted_at IS NULL
        AND (snapshots.access = 'everyone' OR snapshots.owner_id = viewer)
$$;
