-- Wrong rows of files say what is wrong without repeating their cells: these may name people. Of rows with too many or too few cells, the id may be
-- another cell.
UPDATE screening_batch_rows
SET reference = CASE WHEN errors @> '[{"field": "row"}]' THEN NULL ELSE reference END,
    errors = (
        SELECT coalesce(jsonb_agg(told.error || jsonb_build_object('message', correct.message) ORDER BY told.place), '[]')
        FROM jsonb_array_elements(errors) WITH ORDINALITY AS told (error, place)
        CROSS JOIN LATERAL regexp_replace(told.error ->> 'message', '^`.*` is not one of ', 'must be one of ') AS correct (message)
    )
WHERE errors IS NOT NULL;

-- A wrong row may have the key of its name, by which it is erased.
ALTER TABLE screening_batch_rows
    DROP CONSTRAINT screening_batch_rows_whole,
    ADD CONSTRAINT screening_batch_rows_whole CHECK (
        num_nulls(subject, errors) = 1
        AND num_nulls(subject, subject_key) IN (0, 2)
        AND (subject IS NULL OR name_key IS NOT NULL)
        AND num_nulls(hits, screened_at) IN (0, 2)
        AND (hits IS NULL OR subject IS NOT NULL)
    ) NOT VALID;

ALTER TABLE screening_batch_rows VALIDATE CONSTRAINT screening_batch_rows_whole;
