UPDATE screening_batches SET has_file = false WHERE id = $1 AND has_file
