SELECT try_model_call_again($1, $2, $3, $4, $5) AS may_be_tried
