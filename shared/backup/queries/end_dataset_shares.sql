-- Some of these were revoked after the backup, and nobody knows which.
DELETE FROM dataset_shares
