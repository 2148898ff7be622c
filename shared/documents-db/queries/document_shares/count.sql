SELECT
    (SELECT count(*) FROM document_shares WHERE document_id = $1)
    + (SELECT count(*) FROM document_email_shares WHERE document_id = $1)
