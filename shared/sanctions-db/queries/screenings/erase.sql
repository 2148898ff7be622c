DELETE FROM screenings WHERE subject_key = $1 OR name_key = $2
