UPDATE documents AS former
SET valid_to = successor.valid_from, updated_at = $3
FROM documents AS successor
WHERE former.id = $1 AND former.valid_to IS NULL AND successor.id = $2 AND successor.valid_from IS NOT NULL
