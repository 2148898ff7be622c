-- The version of the reader that made the pages, chunks and words of a range; nothing if it was read before versions were recorded.
-- And the newest one that failed to read the range again, which is not tried again.
ALTER TABLE document_ranges
    ADD COLUMN reader_version integer,
    ADD COLUMN failed_reader_version integer;

-- When a range of the version was last read again.
ALTER TABLE document_versions
    ADD COLUMN reread_at timestamptz;

-- Answers made from an earlier text of a document are not given again.
CREATE OR REPLACE FUNCTION visible_scope(viewer uuid, OUT digest bytea, OUT documents uuid[]) LANGUAGE sql STABLE AS $$
    SELECT
        sha256(convert_to(
            coalesce(
                string_agg(
                    concat_ws(
                        ' ', seen.id, seen.current_version, seen.generation, extract(epoch FROM seen.updated_at),
                        extract(epoch FROM versions.ready_at), versions.sha256, extract(epoch FROM versions.reread_at)
                    ),
                    E'\n' ORDER BY seen.id
                ),
                ''
            ),
            'UTF8'
        )),
        coalesce(array_agg(seen.id ORDER BY seen.id), '{}')
    FROM visible_documents(viewer) AS seen
    JOIN document_versions AS versions
        ON versions.document_id = seen.id AND versions.version = seen.current_version AND versions.status = 'ready'
$$;
