SELECT settled, CASE WHEN settled THEN circuit_of_model_call($1::uuid) END AS circuit
FROM settle_model_call($1, $2, $3, $4, $5, $6, $7, $8, $9) AS settled
