SELECT count(*)
FROM visible_documents($1) AS documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
WHERE ($2::varchar IS NULL OR versions.sha256 = $2)
    AND ($3::text IS NULL OR versions.status = $3)
    AND ($4::text IS NULL OR documents.source = $4)
