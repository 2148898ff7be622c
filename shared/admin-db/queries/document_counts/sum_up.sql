WITH taken AS (
    DELETE FROM document_counts
    WHERE (SELECT count(*) FROM document_counts) > (SELECT count(DISTINCT coalesce(owner_id::text, '')) FROM document_counts)
    RETURNING owner_id, amount
)
INSERT INTO document_counts (owner_id, amount)
SELECT owner_id, sum(amount) FROM taken GROUP BY owner_id HAVING sum(amount) <> 0
