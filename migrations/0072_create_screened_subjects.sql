-- One row for each subject of a screening, a row of a file or an alert, by its identity alone: what was given of it stays there, and is read from there. A
-- new version of a list takes earlier subjects in the order of this table, without reading all of the others.
CREATE TABLE screened_subjects (
    subject_key bytea PRIMARY KEY,
    -- by it, a name is erased
    name_key bytea,
    -- when it was screened last
    screened_at timestamptz NOT NULL,
    -- when the last of what is stored of it expires
    expires_at timestamptz NOT NULL,
    CONSTRAINT screened_subjects_keys_whole CHECK (octet_length(subject_key) = 32 AND octet_length(name_key) = 32)
);

CREATE INDEX screened_subjects_newest_idx ON screened_subjects (screened_at DESC, subject_key DESC) INCLUDE (expires_at);
CREATE INDEX screened_subjects_name_key_idx ON screened_subjects (name_key);
CREATE INDEX screened_subjects_expires_at_idx ON screened_subjects (expires_at);

-- Triggers add subjects, so that those of code of the former version, which still runs now, are there, too. They lock subjects in the order of their keys.
CREATE FUNCTION add_screened_subjects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO screened_subjects AS known (subject_key, name_key, screened_at, expires_at)
    SELECT subject_key, (array_agg(name_key) FILTER (WHERE name_key IS NOT NULL))[1], max(screened_at), max(expires_at)
    FROM added
    GROUP BY subject_key
    ORDER BY subject_key
    ON CONFLICT (subject_key) DO UPDATE
    SET name_key = coalesce(excluded.name_key, known.name_key), screened_at = greatest(excluded.screened_at, known.screened_at),
        expires_at = greatest(excluded.expires_at, known.expires_at);
    RETURN NULL;
END
$$;

CREATE FUNCTION add_subjects_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO screened_subjects AS known (subject_key, name_key, screened_at, expires_at)
    SELECT added.subject_key, (array_agg(added.name_key))[1], max(batches.created_at), max(batches.expires_at)
    FROM added
    JOIN screening_batches AS batches ON batches.id = added.batch_id
    WHERE added.subject_key IS NOT NULL
    GROUP BY added.subject_key
    ORDER BY added.subject_key
    ON CONFLICT (subject_key) DO UPDATE
    SET name_key = excluded.name_key, screened_at = greatest(excluded.screened_at, known.screened_at),
        expires_at = greatest(excluded.expires_at, known.expires_at);
    RETURN NULL;
END
$$;

CREATE TRIGGER screenings_subjects_added AFTER INSERT ON screenings REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION add_screened_subjects();
CREATE TRIGGER screening_batch_rows_subjects_added AFTER INSERT ON screening_batch_rows REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION add_subjects_of_rows();
CREATE TRIGGER screening_alerts_subjects_added AFTER INSERT ON screening_alerts REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION add_screened_subjects();
CREATE TRIGGER screening_alerts_subjects_renewed AFTER UPDATE ON screening_alerts REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION add_screened_subjects();
