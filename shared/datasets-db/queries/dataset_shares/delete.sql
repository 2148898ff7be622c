DELETE FROM dataset_shares
WHERE dataset_id = $1
