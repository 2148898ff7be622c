-- Visible ready documents among these that have pages without text.
SELECT documents.name, versions.page_count, cardinality(versions.pages_without_text) AS without_text
FROM visible_documents($1) AS documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
WHERE documents.id = ANY ($2) AND versions.pages_without_text <> '{}'
ORDER BY without_text DESC, documents.name, documents.id
LIMIT $3
