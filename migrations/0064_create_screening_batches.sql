-- Batches of screenings: a CSV file, of which each row is compared with the same versions of the same lists. A batch waits for its file as
-- `uploading`, is worked on as `processing`, and ends as `done` or `failed`. It is deleted when it expires.
CREATE TABLE screening_batches (
    id uuid PRIMARY KEY,
    requested_by uuid REFERENCES users ON DELETE SET NULL,
    status varchar(16) NOT NULL DEFAULT 'uploading',
    file_name varchar(500) NOT NULL,
    object_key varchar(300) NOT NULL,
    bytes bigint NOT NULL,
    -- the encoding that was asked for, then the one that was read
    encoding varchar(40),
    -- whether the file may still be in the bucket
    has_file boolean NOT NULL DEFAULT true,
    -- the score from which an entry is a hit, if one was asked for
    threshold double precision,
    -- the sources that were asked for; all enabled ones if none were
    sources uuid[],
    -- the runs whose name indexes are searched and the thresholds of their lists, set once for all rows
    list_versions uuid[] NOT NULL DEFAULT '{}',
    list_thresholds double precision[] NOT NULL DEFAULT '{}',
    -- the sources whose lists cannot be searched
    lists_left_out uuid[] NOT NULL DEFAULT '{}',
    -- columns of the file that are not read
    ignored_columns text[] NOT NULL DEFAULT '{}',
    -- rows of the file, and those that were screened, are wrong, have hits, or were erased
    rows_total integer NOT NULL DEFAULT 0,
    rows_screened integer NOT NULL DEFAULT 0,
    rows_invalid integer NOT NULL DEFAULT 0,
    rows_with_hits integer NOT NULL DEFAULT 0,
    rows_erased integer NOT NULL DEFAULT 0,
    alerts_opened integer NOT NULL DEFAULT 0,
    error_code varchar(40),
    error varchar(500),
    -- the form of the upload ends then
    upload_until timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz,
    expires_at timestamptz NOT NULL,
    CONSTRAINT screening_batches_status_known CHECK (status IN ('uploading', 'processing', 'done', 'failed')),
    CONSTRAINT screening_batches_threshold_possible CHECK (threshold BETWEEN 0.5 AND 1),
    CONSTRAINT screening_batches_lists_whole CHECK (cardinality(list_versions) = cardinality(list_thresholds)),
    CONSTRAINT screening_batches_counts_possible CHECK (
        bytes > 0 AND rows_invalid >= 0 AND rows_with_hits BETWEEN 0 AND rows_screened AND rows_erased >= 0
        AND rows_screened + rows_invalid <= rows_total AND alerts_opened >= 0
    ),
    CONSTRAINT screening_batches_whole CHECK (
        (status IN ('done', 'failed')) = (finished_at IS NOT NULL)
        AND (status = 'failed') = (error_code IS NOT NULL)
        AND num_nulls(error_code, error) IN (0, 2)
    ),
    CONSTRAINT screening_batches_expires_later CHECK (expires_at > created_at)
);

CREATE INDEX screening_batches_requested_by_idx ON screening_batches (requested_by);
CREATE INDEX screening_batches_expires_at_idx ON screening_batches (expires_at);
CREATE INDEX screening_batches_unfinished_idx ON screening_batches (updated_at) WHERE finished_at IS NULL;
CREATE INDEX screening_batches_has_file_idx ON screening_batches (updated_at) WHERE has_file;

-- Rows of batches. A row has a subject, or is wrong and says why. It has hits once it is screened, none of them if it was compared in vain.
CREATE TABLE screening_batch_rows (
    batch_id uuid NOT NULL REFERENCES screening_batches ON DELETE CASCADE,
    -- the place among the rows of the file, from 1
    number integer NOT NULL,
    reference text,
    subject_key bytea,
    name_key bytea,
    subject jsonb,
    errors jsonb,
    hits jsonb,
    is_truncated boolean NOT NULL DEFAULT false,
    screened_at timestamptz,
    PRIMARY KEY (batch_id, number),
    CONSTRAINT screening_batch_rows_number_possible CHECK (number > 0),
    CONSTRAINT screening_batch_rows_whole CHECK (
        num_nulls(subject, errors) = 1
        AND num_nulls(subject, subject_key, name_key) IN (0, 3)
        AND num_nulls(hits, screened_at) IN (0, 2)
        AND (hits IS NULL OR subject IS NOT NULL)
    )
);

CREATE INDEX screening_batch_rows_waiting_idx ON screening_batch_rows (batch_id, number)
    WHERE subject IS NOT NULL AND hits IS NULL;
CREATE INDEX screening_batch_rows_invalid_idx ON screening_batch_rows (batch_id, number) WHERE errors IS NOT NULL;
CREATE INDEX screening_batch_rows_subject_key_idx ON screening_batch_rows (subject_key);
CREATE INDEX screening_batch_rows_name_key_idx ON screening_batch_rows (name_key);
