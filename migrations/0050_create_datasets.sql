-- Datasets: uploaded tables of any kind, with the figures of those that list outages. They are the rows of `analytics_snapshots`, which
-- gets a name that says so. Code of the previous release uses the view and the function below until a later migration drops them.
ALTER TABLE analytics_snapshots RENAME TO datasets;

ALTER TABLE datasets
    ADD COLUMN description varchar(500),
    ADD COLUMN source varchar(500),
    ADD COLUMN licence varchar(200),
    -- the user's corrections of how the file is read
    ADD COLUMN mapping jsonb NOT NULL DEFAULT '{}',
    -- grows each time the file is to be read in another way
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD COLUMN row_count bigint,
    ADD COLUMN column_count integer,
    ADD COLUMN profile jsonb,
    -- how the file was read
    ADD COLUMN account jsonb,
    -- the revision whose columnar copy is stored at frames/{id}/{copy_revision}; null while there is none
    ADD COLUMN copy_revision integer,
    -- when a copy of a table that is ready was last begun
    ADD COLUMN copy_begun_at timestamptz,
    -- a conversation or a batch works on it until then
    ADD COLUMN used_until timestamptz,
    ADD CONSTRAINT datasets_mapping_object CHECK (jsonb_typeof(mapping) = 'object') NOT VALID,
    ADD CONSTRAINT datasets_revision_possible CHECK (revision > 0) NOT VALID,
    ADD CONSTRAINT datasets_copy_whole CHECK (
        copy_revision IS NULL OR num_nulls(row_count, column_count, profile, account) = 0
    ) NOT VALID;

ALTER TABLE datasets VALIDATE CONSTRAINT datasets_mapping_object;
ALTER TABLE datasets VALIDATE CONSTRAINT datasets_revision_possible;
ALTER TABLE datasets VALIDATE CONSTRAINT datasets_copy_whole;

-- Tables that are ready, for the sweep that makes missing copies.
CREATE INDEX datasets_without_copy_idx ON datasets (copy_begun_at, created_at)
WHERE status = 'ready' AND copy_revision IS DISTINCT FROM revision AND file_path IS NOT NULL AND deleted_at IS NULL;

DROP FUNCTION visible_snapshots(uuid);

-- The one place that says which datasets an account may see.
CREATE FUNCTION visible_datasets(viewer uuid) RETURNS SETOF datasets
LANGUAGE sql STABLE
AS $$
    SELECT datasets.*
    FROM datasets
    WHERE datasets.deleted_at IS NULL
        AND (datasets.access = 'everyone' OR datasets.owner_id = viewer)
$$;

-- The table as the previous release knows it. Rows can be inserted, changed and deleted through it.
CREATE VIEW analytics_snapshots AS
SELECT
    id, dataset_name, payload, file_path, created_at, owner_id, access, status, file_name, declared_size, customers_served,
    object_version_id, object_etag, size, sha256, analytics_ms, error_code, error_detail, updated_at, upload_expires_at, deleted_at
FROM datasets;

CREATE FUNCTION visible_snapshots(viewer uuid) RETURNS SETOF analytics_snapshots
LANGUAGE sql STABLE
AS $$
    SELECT snapshots.*
    FROM analytics_snapshots AS snapshots
    WHERE snapshots.deleted_at IS NULL
        AND (snapshots.access = 'everyone' OR snapshots.owner_id = viewer)
$$;
