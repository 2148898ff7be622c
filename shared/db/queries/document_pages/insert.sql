INSERT INTO document_pages (document_id, version, page, text, has_text)
SELECT $1, $2, page, text, has_text
FROM unnest($3::integer[], $4::text[], $5::boolean[]) AS pages (page, text, has_text)
