INSERT INTO vector_collection_ranges (collection, document_id, version, first_page, indexed_at)
SELECT collections.name, $2::uuid, $3::integer, $4::integer, $5::timestamptz
FROM vector_collections AS collections
WHERE collections.name = $1
ON CONFLICT (collection, document_id, version, first_page) DO UPDATE SET indexed_at = excluded.indexed_at
