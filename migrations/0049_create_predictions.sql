-- Predictions of the severity of accidents. `input` is the accident with English names, complete. The figures are stored with the
-- version of the model that computed them: a later model changes none. `demo` is true if that model learned from invented data.
CREATE TABLE predictions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    model_version varchar(50) NOT NULL,
    demo boolean NOT NULL,
    input jsonb NOT NULL,
    raw double precision NOT NULL,
    eclo double precision NOT NULL,
    lower double precision,
    upper double precision,
    level double precision,
    severity varchar(16) NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT predictions_severity_known CHECK (severity IN ('minor', 'moderate', 'serious', 'very_serious')),
    CONSTRAINT predictions_eclo_possible CHECK (eclo >= 0),
    CONSTRAINT predictions_interval_whole CHECK (num_nulls(lower, upper, level) IN (0, 3))
);

CREATE INDEX predictions_user_id_idx ON predictions (user_id, created_at DESC, id DESC);
CREATE INDEX predictions_created_at_idx ON predictions (created_at);

-- Batches of accidents that are predicted one after the other, and deleted when they expire.
CREATE TABLE prediction_batches (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    status varchar(16) NOT NULL DEFAULT 'pending',
    total integer NOT NULL,
    progress integer NOT NULL DEFAULT 0,
    error varchar(32),
    model_version varchar(50),
    demo boolean,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz,
    expires_at timestamptz NOT NULL,
    CONSTRAINT prediction_batches_status_known CHECK (status IN ('pending', 'processing', 'success', 'failed')),
    CONSTRAINT prediction_batches_error_known CHECK (error IN ('timed_out')),
    CONSTRAINT prediction_batches_progress_possible CHECK (total > 0 AND progress BETWEEN 0 AND total),
    CONSTRAINT prediction_batches_whole CHECK (
        (status = 'pending') = (started_at IS NULL)
        AND num_nulls(started_at, model_version, demo) IN (0, 3)
        AND (status IN ('success', 'failed')) = (finished_at IS NOT NULL)
        AND (status = 'failed') = (error IS NOT NULL)
    )
);

CREATE INDEX prediction_batches_user_id_idx ON prediction_batches (user_id);
CREATE INDEX prediction_batches_expires_at_idx ON prediction_batches (expires_at);
CREATE INDEX prediction_batches_unfinished_idx ON prediction_batches (updated_at) WHERE status IN ('pending', 'processing');

-- The accidents of a batch as they were sent, and what came of each; `outcome` is null until then.
CREATE TABLE prediction_batch_items (
    batch_id uuid NOT NULL REFERENCES prediction_batches ON DELETE CASCADE,
    index integer NOT NULL,
    input jsonb NOT NULL,
    outcome jsonb,
    PRIMARY KEY (batch_id, index),
    CONSTRAINT prediction_batch_items_index_possible CHECK (index > 0)
);
