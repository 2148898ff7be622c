SELECT expire_model_calls($1) AS expired
