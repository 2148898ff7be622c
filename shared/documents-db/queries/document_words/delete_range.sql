DELETE FROM document_words
WHERE document_id = $1 AND version = $2 AND first_page = $3
