INSERT INTO document_pages (document_id, version, page, text, has_text, word_boxes)
SELECT $1, $2, page, text, has_text, word_boxes
FROM unnest($3::integer[], $4::text[], $5::boolean[], $6::bytea[]) AS pages (page, text, has_text, word_boxes)
