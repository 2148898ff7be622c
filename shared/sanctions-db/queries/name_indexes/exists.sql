SELECT EXISTS (SELECT FROM name_indexes WHERE source_id = $1 AND format = $2) AS found
