-- Runs of questions whose answers were measured, as administrators compare them.
CREATE TABLE evaluations (
    id uuid PRIMARY KEY,
    dataset_name varchar(200) NOT NULL,
    dataset_version varchar(50) NOT NULL,
    total_cases integer NOT NULL,
    passed_cases integer NOT NULL,
    avg_score double precision NOT NULL,
    avg_latency_ms double precision NOT NULL,
    figures jsonb NOT NULL,
    results jsonb NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid REFERENCES users ON DELETE SET NULL,
    CONSTRAINT evaluations_cases_counted CHECK (passed_cases BETWEEN 0 AND total_cases)
);

-- a run that is sent again is known by when it began
CREATE UNIQUE INDEX evaluations_run_key ON evaluations (dataset_name, dataset_version, started_at);
CREATE INDEX evaluations_newest_idx ON evaluations (created_at DESC, id DESC);
CREATE INDEX evaluations_created_by_idx ON evaluations (created_by);
