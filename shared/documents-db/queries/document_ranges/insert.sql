INSERT INTO document_ranges (document_id, version, first_page, last_page)
SELECT $1, $2, first_page, last_page
FROM unnest($3::integer[], $4::integer[]) AS ranges (first_page, last_page)
ON CONFLICT DO NOTHING
