INSERT INTO document_chunks (
    id, document_id, version, page, ordinal, heading, start_offset, end_offset, text, unit_vectors, unit_vectors_model
)
SELECT id, $1, $2, page, ordinal, heading, start_offset, end_offset, text, unit_vectors, model
FROM unnest(
    $3::uuid[], $4::integer[], $5::integer[], $6::varchar[], $7::integer[], $8::integer[], $9::text[],
    $10::bytea[], $11::varchar[]
) AS chunks (id, page, ordinal, heading, start_offset, end_offset, text, unit_vectors, model)
