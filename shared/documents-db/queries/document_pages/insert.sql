INSERT INTO document_pages (
    document_id, version, page, text, has_text, word_boxes, half_start, half_end, rest_start, rest, ocr
)
SELECT $1, $2, page, text, has_text, word_boxes, half_start, half_end, rest_start, rest, ocr
FROM unnest(
    $3::integer[], $4::text[], $5::boolean[], $6::bytea[], $7::integer[], $8::integer[], $9::integer[], $10::text[],
    $11::boolean[]
) AS pages (page, text, has_text, word_boxes, half_start, half_end, rest_start, rest, ocr)
