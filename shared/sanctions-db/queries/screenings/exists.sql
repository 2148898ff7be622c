SELECT EXISTS (SELECT FROM screenings WHERE id = $1) AS is_stored
