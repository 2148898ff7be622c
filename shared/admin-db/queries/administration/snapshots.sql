SELECT total.count, page.id, page.dataset_name, page.file_path, page.payload, page.created_at
FROM (SELECT count(*) AS count FROM visible_datasets($1) AS snapshots WHERE snapshots.status = 'ready' AND {filters}) AS total
LEFT JOIN (
    SELECT snapshots.*
    FROM visible_datasets($1) AS snapshots
    WHERE snapshots.status = 'ready' AND {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
