-- Groups of accounts that documents are shared with, and shares for e-mail addresses that may have no account yet.
CREATE TABLE account_groups (
    id uuid PRIMARY KEY,
    name varchar(100) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX account_groups_name_key ON account_groups (lower(name));

CREATE TABLE account_group_members (
    group_id uuid NOT NULL REFERENCES account_groups ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (group_id, user_id)
);

CREATE INDEX account_group_members_user_id_idx ON account_group_members (user_id);

-- The vector store knows the groups of a document, and a search names those of the caller: a change of members changes no points.
CREATE TABLE document_group_shares (
    document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
    group_id uuid NOT NULL REFERENCES account_groups ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, group_id)
);

CREATE INDEX document_group_shares_group_id_idx ON document_group_shares (group_id);

-- They work for the account that has confirmed the address, now or later.
CREATE TABLE document_email_shares (
    id uuid PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
    email varchar(254) NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT document_email_shares_email_lower CHECK (email = lower(email))
);

CREATE UNIQUE INDEX document_email_shares_document_id_key ON document_email_shares (document_id, email);
CREATE INDEX document_email_shares_email_idx ON document_email_shares (email);

CREATE OR REPLACE FUNCTION visible_documents(viewer uuid) RETURNS SETOF documents
LANGUAGE sql STABLE
AS $$
    SELECT documents.*
    FROM documents
    WHERE documents.deleted_at IS NULL
        AND (
            documents.access = 'everyone'
            OR documents.owner_id = viewer
            OR EXISTS (
                SELECT 1 FROM document_shares AS shares
                WHERE shares.document_id = documents.id AND shares.user_id = viewer
            )
            OR EXISTS (
                SELECT 1 FROM document_role_shares AS shares
                JOIN users ON users.role = shares.role
                WHERE shares.document_id = documents.id AND users.id = viewer
            )
            OR EXISTS (
                -- the groups first: a join would read the shares with all groups
                SELECT 1 FROM document_group_shares AS shares
                WHERE shares.document_id = documents.id
                    AND shares.group_id = ANY (ARRAY(SELECT group_id FROM account_group_members WHERE user_id = viewer))
            )
            OR EXISTS (
                SELECT 1 FROM document_email_shares AS shares
                JOIN users ON lower(users.email) = shares.email
                WHERE shares.document_id = documents.id AND users.id = viewer AND users.email_verified_at IS NOT NULL
            )
        )
$$;

-- The accounts that a document is shared with, by id or by a confirmed address.
CREATE FUNCTION shared_with(document uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT user_id FROM document_shares WHERE document_id = document
        UNION
        SELECT users.id
        FROM document_email_shares AS shares
        JOIN users ON lower(users.email) = shares.email AND users.email_verified_at IS NOT NULL
        WHERE shares.document_id = document
        ORDER BY 1
    )
$$;

-- Lets the vector store be told of documents that are shared with an address that an account has or had confirmed.
CREATE FUNCTION count_readers_of_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    former text := CASE WHEN TG_OP = 'UPDATE' THEN lower(OLD.email) END;
BEGIN
    WITH shared AS (
        -- always in the same order, so that two accounts do not wait for each other
        SELECT documents.id
        FROM documents
        WHERE id IN (SELECT document_id FROM document_email_shares WHERE email IN (lower(NEW.email), former))
        ORDER BY id
        FOR NO KEY UPDATE
    )
    UPDATE documents
    SET readers_revision = documents.readers_revision + 1
    FROM shared
    WHERE documents.id = shared.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_address_added AFTER INSERT ON users
FOR EACH ROW WHEN (NEW.email_verified_at IS NOT NULL) EXECUTE FUNCTION count_readers_of_address();
CREATE TRIGGER users_address_changed AFTER UPDATE OF email, email_verified_at ON users
FOR EACH ROW
WHEN (lower(OLD.email) <> lower(NEW.email) OR (OLD.email_verified_at IS NULL) <> (NEW.email_verified_at IS NULL))
EXECUTE FUNCTION count_readers_of_address();

-- Withdrawn access does not come back with a backup, and a deleted group neither. The subject is the group of a share, or the account
-- of a member; a share for an address is noted by its own id, without the address.
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind_known;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind_known CHECK (
    kind IN (
        'account', 'account_role', 'staff', 'share', 'role_share', 'group_share', 'email_share', 'group', 'group_member',
        'document_owner', 'snapshot_owner'
    )
) NOT VALID;
ALTER TABLE withdrawals VALIDATE CONSTRAINT withdrawals_kind_known;

CREATE FUNCTION note_removed_email_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM documents WHERE id = OLD.document_id) THEN
        PERFORM note_withdrawal('email_share', OLD.id, '', NULL);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_removed_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM account_groups WHERE id = OLD.group_id) AND EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
        PERFORM note_withdrawal('group_member', OLD.group_id, OLD.user_id::text, NULL);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_added_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_return('group_member', NEW.group_id, NEW.user_id::text);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_removed_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_withdrawal('group', OLD.id, '', NULL);
    RETURN NULL;
END
$$;

CREATE TRIGGER document_group_shares_removed AFTER DELETE ON document_group_shares
FOR EACH ROW EXECUTE FUNCTION note_removed_share('group_share', 'group_id');
CREATE TRIGGER document_group_shares_added AFTER INSERT ON document_group_shares
FOR EACH ROW EXECUTE FUNCTION note_added_share('group_share', 'group_id');
CREATE TRIGGER document_email_shares_removed AFTER DELETE ON document_email_shares
FOR EACH ROW EXECUTE FUNCTION note_removed_email_share();
CREATE TRIGGER account_group_members_removed AFTER DELETE ON account_group_members
FOR EACH ROW EXECUTE FUNCTION note_removed_member();
CREATE TRIGGER account_group_members_added AFTER INSERT ON account_group_members
FOR EACH ROW EXECUTE FUNCTION note_added_member();
CREATE TRIGGER account_groups_removed AFTER DELETE ON account_groups
FOR EACH ROW EXECUTE FUNCTION note_removed_group();

-- As before, but with members of groups, and with what was shared with the address of an account that is gone.
CREATE OR REPLACE FUNCTION forget_removed_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM withdrawals USING removed
    WHERE withdrawals.kind IN ('account', 'account_role', 'staff') AND withdrawals.object_id = removed.id;
    DELETE FROM withdrawals USING removed
    WHERE withdrawals.kind IN ('share', 'group_member') AND withdrawals.subject = removed.id::text;
    DELETE FROM withdrawals USING removed
    WHERE withdrawals.owner_id = removed.id;
    DELETE FROM document_email_shares USING removed
    WHERE document_email_shares.email = lower(removed.email);
    -- parts of a sum that is zero, since an account goes after its documents
    DELETE FROM document_counts USING removed WHERE document_counts.owner_id = removed.id;
    DELETE FROM rate_limits
    USING removed, unnest(ARRAY['default', 'chat', 'uploads', 'authentication']) AS classes (name)
    WHERE rate_limits.key = classes.name || ':account:' || removed.id::text;
    RETURN NULL;
END
$$;
