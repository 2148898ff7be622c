SELECT count(*) FROM screening_batches WHERE status = 'uploading'
