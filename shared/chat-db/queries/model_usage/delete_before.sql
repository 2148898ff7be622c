DELETE FROM model_usage
WHERE (subject, period, starts_on) IN (
    SELECT subject, period, starts_on
    FROM model_usage
    WHERE starts_on < $1
    ORDER BY starts_on
    LIMIT $2
)
