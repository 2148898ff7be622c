WITH taken AS (
    DELETE FROM row_counts
    WHERE (SELECT count(*) FROM row_counts) > (SELECT count(DISTINCT relation) FROM row_counts)
    RETURNING relation, amount
)
INSERT INTO row_counts (relation, amount)
SELECT relation, sum(amount) FROM taken GROUP BY relation
