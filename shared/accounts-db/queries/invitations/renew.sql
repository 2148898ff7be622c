WITH renewed AS (
    UPDATE users SET invited_at = $2, updated_at = $2
    WHERE id = $1 AND is_active AND invited_at IS NOT NULL AND invitation_accepted_at IS NULL
    RETURNING id
), replaced AS (
    UPDATE one_time_tokens SET used_at = $2
    WHERE user_id IN (SELECT id FROM renewed) AND purpose = 'invitation' AND used_at IS NULL
)
SELECT id FROM renewed
