SELECT chosen, refusals, day_cost, month_cost
FROM reserve_model_call($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
