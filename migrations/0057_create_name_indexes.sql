-- Indexes of the names of lists, for screening. Each is of one version of a list, which the run that stored it names; the object at
-- object_key has never been another one. The newest one of a source in the format that the code reads is current.
CREATE TABLE name_indexes (
    run_id uuid PRIMARY KEY REFERENCES source_runs,
    source_id uuid NOT NULL REFERENCES sources,
    object_key varchar(300) NOT NULL,
    sha256 bytea NOT NULL,
    bytes bigint NOT NULL,
    -- the version of the index's format
    format integer NOT NULL,
    entities integer NOT NULL,
    names integer NOT NULL,
    -- names that no search finds, because they have only legal forms or no letters
    unsearchable integer NOT NULL,
    -- the day of the list
    day date NOT NULL,
    created_at timestamptz NOT NULL,
    -- when its object was found to be gone or damaged: the next run of the source makes another
    lost_at timestamptz,
    CONSTRAINT name_indexes_hash_whole CHECK (octet_length(sha256) = 32),
    CONSTRAINT name_indexes_sizes_possible CHECK (
        bytes > 0 AND entities >= 0 AND names >= 0 AND unsearchable BETWEEN 0 AND names
    )
);

CREATE INDEX name_indexes_source_id_idx ON name_indexes (source_id, format, created_at DESC);
