SELECT counted.*
FROM count_request($1, $2, $3, $4, $5) AS counted
