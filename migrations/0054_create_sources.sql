-- Watched sources of sanctions lists and of law. A source is disabled, never deleted: what was read from it stays explained.
CREATE TABLE sources (
    id uuid PRIMARY KEY,
    name varchar(100) NOT NULL,
    format varchar(20) NOT NULL,
    -- the dataset whose answers rest on it
    dataset varchar(60) NOT NULL,
    -- such as 6h, 1d or 1d@04:30
    schedule varchar(12) NOT NULL,
    is_enabled boolean NOT NULL,
    next_run_at timestamptz NOT NULL,
    -- the end of the last run that read the source, whether it had changed or not
    read_at timestamptz,
    -- the end of the last run that found a change
    changed_at timestamptz,
    -- the days of the first and the last list whose entries were taken over
    covered_from date,
    covered_to date,
    -- failed runs since the last one that read it
    failures integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT sources_format_known CHECK (
        format IN ('ofac_sdn', 'ofac_consolidated', 'un_xml', 'eu_xml', 'eu_csv', 'law')
    ),
    CONSTRAINT sources_failures_possible CHECK (failures >= 0),
    CONSTRAINT sources_coverage_whole CHECK (num_nulls(covered_from, covered_to) IN (0, 2) AND covered_to >= covered_from)
);

CREATE UNIQUE INDEX sources_name_idx ON sources (lower(name));

-- The files that a source consists of, with what was read last: validators for the next request, and the content.
CREATE TABLE source_files (
    source_id uuid NOT NULL REFERENCES sources,
    part varchar(16) NOT NULL,
    url varchar(2000) NOT NULL,
    validators jsonb,
    sha256 bytea,
    object_key varchar(300),
    bytes bigint,
    PRIMARY KEY (source_id, part),
    CONSTRAINT source_files_part_known CHECK (part IN ('main', 'aliases', 'addresses', 'comments')),
    CONSTRAINT source_files_hash_whole CHECK (octet_length(sha256) = 32),
    CONSTRAINT source_files_content_whole CHECK (num_nulls(validators, sha256, object_key, bytes) IN (0, 4))
);

-- Runs: one attempt each to find out whether a source has changed, and to take over what has.
CREATE TABLE source_runs (
    id uuid PRIMARY KEY,
    source_id uuid NOT NULL REFERENCES sources,
    trigger varchar(16) NOT NULL,
    requested_by uuid REFERENCES users ON DELETE SET NULL,
    -- whether a list is taken over that lost more than a fifth of its entries
    accepts_loss boolean NOT NULL DEFAULT false,
    status varchar(16) NOT NULL DEFAULT 'queued',
    -- why it failed: a stable code, and a sentence for people
    error_code varchar(40),
    error varchar(500),
    -- numbers of records, once they are compared
    records integer,
    added integer,
    changed integer,
    removed integer,
    attempts integer NOT NULL DEFAULT 0,
    -- nobody else works on it until then
    held_until timestamptz,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT source_runs_trigger_known CHECK (trigger IN ('manual', 'schedule', 'webhook', 'deployment')),
    CONSTRAINT source_runs_status_known CHECK (
        status IN ('queued', 'fetching', 'processing', 'embedding', 'done', 'no_change', 'failed')
    ),
    CONSTRAINT source_runs_counts_possible CHECK (
        records >= 0 AND added >= 0 AND changed >= 0 AND removed >= 0 AND added + changed <= records
    ),
    CONSTRAINT source_runs_whole CHECK (
        (status IN ('done', 'no_change', 'failed')) = (finished_at IS NOT NULL)
        AND (status = 'failed') = (error_code IS NOT NULL)
        AND num_nulls(error_code, error) IN (0, 2)
        AND num_nulls(records, added, changed, removed) IN (0, 4)
    )
);

-- a source has one unfinished run at most
CREATE UNIQUE INDEX source_runs_unfinished_idx ON source_runs (source_id) WHERE finished_at IS NULL;
CREATE INDEX source_runs_source_id_idx ON source_runs (source_id, created_at DESC, id DESC);
CREATE INDEX source_runs_requested_by_idx ON source_runs (requested_by);

-- The files that a run fetched. The objects are kept: they show what the records were read from.
CREATE TABLE source_run_files (
    run_id uuid NOT NULL REFERENCES source_runs,
    part varchar(16) NOT NULL,
    requested_url varchar(2000) NOT NULL,
    -- the address after redirects
    url varchar(2000) NOT NULL,
    validators jsonb NOT NULL,
    object_key varchar(300) NOT NULL,
    sha256 bytea NOT NULL,
    bytes bigint NOT NULL,
    fetched_at timestamptz NOT NULL,
    PRIMARY KEY (run_id, part),
    CONSTRAINT source_run_files_part_known CHECK (part IN ('main', 'aliases', 'addresses', 'comments')),
    CONSTRAINT source_run_files_hash_whole CHECK (octet_length(sha256) = 32),
    CONSTRAINT source_run_files_bytes_possible CHECK (bytes > 0)
);
