-- Invitations. An invited account has a password that nobody knows, until its owner sets one by the token of the invitation or
-- resets it. invited_by has no reference: who invited stays known when they are gone.
ALTER TABLE users
    ADD COLUMN invited_at timestamptz,
    ADD COLUMN invited_by uuid,
    ADD COLUMN invitation_accepted_at timestamptz;

-- Whether the owner of an account can log in. Queries inline it.
CREATE FUNCTION account_status(account users) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN NOT account.is_active THEN 'deactivated'
        WHEN account.invited_at IS NOT NULL AND account.invitation_accepted_at IS NULL THEN 'invited'
        ELSE 'active'
    END
$$;
