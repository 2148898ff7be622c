WITH due AS (
    SELECT id FROM outbox_messages
    WHERE failed_at IS NULL AND due_at <= $1
    ORDER BY due_at, id
    LIMIT 1
    FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE outbox_messages AS messages
    SET attempts = messages.attempts + 1,
        due_at = $1 + least(interval '30 seconds' * 2 ^ least(messages.attempts, 7), interval '1 hour')
    FROM due
    WHERE messages.id = due.id
    RETURNING messages.id, messages.kind, messages.user_id, messages.claimed_kind, messages.claimed, messages.recipient,
        messages.attempts
), named AS (
    SELECT user_id FROM claimed WHERE user_id IS NOT NULL
    UNION ALL
    SELECT users.id FROM claimed JOIN users ON lower(users.email) = lower(claimed.claimed)
    WHERE claimed.claimed_kind = 'email'
    UNION ALL
    SELECT users.id FROM claimed JOIN users ON users.mobile = claimed.claimed WHERE claimed.claimed_kind = 'mobile'
    UNION ALL
    SELECT users.id FROM claimed JOIN users ON lower(users.username) = lower(claimed.claimed)
    WHERE claimed.claimed_kind = 'username'
    UNION ALL
    SELECT staff.user_id FROM claimed JOIN staff_profiles AS staff ON lower(staff.employee_id) = lower(claimed.claimed)
    WHERE claimed.claimed_kind = 'employee_id'
)
SELECT claimed.id, claimed.kind, claimed.recipient, claimed.attempts, users.id AS user_id, users.email, users.mobile,
    users.is_active
FROM claimed
LEFT JOIN named ON true
LEFT JOIN users ON users.id = named.user_id
