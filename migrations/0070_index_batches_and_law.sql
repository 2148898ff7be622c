-- The batches of all accounts and of one, newest first. The second index also finds what the one that is dropped did.
CREATE INDEX screening_batches_newest_idx ON screening_batches (created_at DESC, id DESC);
CREATE INDEX screening_batches_of_account_idx ON screening_batches (requested_by, created_at DESC, id DESC);
DROP INDEX screening_batches_requested_by_idx;

-- The ratings that say that an answer is wrong and the other negative ones, newest first.
CREATE INDEX answer_feedback_inaccurate_idx ON answer_feedback (rating, is_inaccurate, created_at DESC, message_id DESC);

-- The days on which a text begins and ends to apply, without reading all of its passages. Both also find what the dropped index did.
CREATE INDEX document_chunk_provisions_from_idx ON document_chunk_provisions (document_id, version, applies_from);
CREATE INDEX document_chunk_provisions_to_idx ON document_chunk_provisions (document_id, version, applies_to DESC);
DROP INDEX document_chunk_provisions_version_idx;

-- What the text of a version says of itself, as far as it is read. Pages far behind the title of a long act do not name the act.
CREATE FUNCTION stated_law(document uuid, number integer)
RETURNS TABLE (act text, language varchar, valid_from date, valid_to date)
LANGUAGE sql STABLE
AS $$
    SELECT
        (
            SELECT provisions.provision ->> 'act'
            FROM document_chunk_provisions AS provisions
            WHERE provisions.document_id = document AND provisions.version = number
                AND provisions.provision ->> 'act' IS NOT NULL
            ORDER BY provisions.applies_from
            LIMIT 1
        ),
        (
            SELECT provisions.language
            FROM document_chunk_provisions AS provisions
            WHERE provisions.document_id = document AND provisions.version = number AND provisions.language IS NOT NULL
            ORDER BY provisions.applies_from
            LIMIT 1
        ),
        (
            SELECT provisions.applies_from
            FROM document_chunk_provisions AS provisions
            WHERE provisions.document_id = document AND provisions.version = number
            ORDER BY provisions.applies_from
            LIMIT 1
        ),
        (
            -- a part without an end comes first
            SELECT provisions.applies_to
            FROM document_chunk_provisions AS provisions
            WHERE provisions.document_id = document AND provisions.version = number
            ORDER BY provisions.applies_to DESC
            LIMIT 1
        )
$$;
