-- The sources that were asked for; all enabled ones if none were, as of screenings before this column.
ALTER TABLE screenings ADD COLUMN sources uuid[];

-- Screenings that a new version of a list makes necessary: earlier subjects are compared with the entries that a run added or changed. The run's
-- transaction makes the row. It waits, is worked on as `processing`, and is `settling` until no screening can have been compared with
-- the version before; the subjects of such screenings are added then.
CREATE TABLE rescreenings (
    run_id uuid PRIMARY KEY REFERENCES source_runs,
    source_id uuid NOT NULL REFERENCES sources,
    status varchar(16) NOT NULL DEFAULT 'waiting',
    -- subjects that were taken, were screened, or were erased or expired before; subjects beyond the most
    subjects integer NOT NULL DEFAULT 0,
    screened integer NOT NULL DEFAULT 0,
    gone integer NOT NULL DEFAULT 0,
    left_out integer NOT NULL DEFAULT 0,
    with_hits integer NOT NULL DEFAULT 0,
    -- alerts that are new or open again
    alerts_opened integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    settles_at timestamptz NOT NULL,
    -- when subjects were taken last
    taken_at timestamptz,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT rescreenings_status_known CHECK (status IN ('waiting', 'processing', 'settling', 'done', 'failed')),
    CONSTRAINT rescreenings_counts_possible CHECK (
        screened >= 0 AND gone >= 0 AND left_out >= 0 AND screened + gone <= subjects
        AND with_hits BETWEEN 0 AND screened AND alerts_opened >= 0
    ),
    CONSTRAINT rescreenings_whole CHECK ((status IN ('done', 'failed')) = (finished_at IS NOT NULL))
);

CREATE INDEX rescreenings_unfinished_idx ON rescreenings (created_at) WHERE finished_at IS NULL;
CREATE INDEX rescreenings_source_id_idx ON rescreenings (source_id);

-- The subjects of an unfinished one, by their identities alone: what was given of them stays where their screenings are, and is read from there.
CREATE TABLE rescreening_subjects (
    run_id uuid NOT NULL REFERENCES rescreenings ON DELETE CASCADE,
    subject_key bytea NOT NULL,
    name_key bytea,
    -- when it was screened last
    stored_at timestamptz NOT NULL,
    is_done boolean NOT NULL DEFAULT false,
    PRIMARY KEY (run_id, subject_key),
    CONSTRAINT rescreening_subjects_keys_whole CHECK (octet_length(subject_key) = 32 AND octet_length(name_key) = 32)
);

CREATE INDEX rescreening_subjects_waiting_idx ON rescreening_subjects (run_id, stored_at DESC, subject_key) WHERE NOT is_done;
CREATE INDEX rescreening_subjects_subject_key_idx ON rescreening_subjects (subject_key);
CREATE INDEX rescreening_subjects_name_key_idx ON rescreening_subjects (name_key);
