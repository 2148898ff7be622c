UPDATE document_page_scans AS scans
SET updated_at = $4
FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS sent (document_id, version, page)
WHERE scans.document_id = sent.document_id
    AND scans.version = sent.version
    AND scans.page = sent.page
    AND scans.state = 'waiting'
