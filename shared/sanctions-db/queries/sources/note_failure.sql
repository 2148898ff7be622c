UPDATE sources SET failures = failures + 1 WHERE id = $1
