-- Who did what to which object, from where. A record is stored in the transaction of what it tells, and waits here until it is
-- put into the chain: a chain within these transactions would make all of them wait for each other.
CREATE TABLE pending_audit_records (
    id uuid PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    -- No reference: what somebody did stays when they are gone. None for whoever did not show who they are.
    actor_id uuid,
    session_id uuid,
    surface varchar(20),
    action varchar(40) NOT NULL,
    outcome varchar(20) NOT NULL,
    object_kind varchar(20),
    object_id varchar(64),
    details jsonb NOT NULL,
    address varchar(64) NOT NULL,
    user_agent varchar(300),
    trace_id varchar(64) NOT NULL
);

CREATE INDEX pending_audit_records_recorded_at_idx ON pending_audit_records (recorded_at, id);

-- The chain: each record holds the hash of the one before it.
CREATE TABLE audit_records (
    sequence bigint PRIMARY KEY,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    id uuid NOT NULL UNIQUE,
    recorded_at timestamptz NOT NULL,
    actor_id uuid,
    session_id uuid,
    surface varchar(20),
    action varchar(40) NOT NULL,
    outcome varchar(20) NOT NULL,
    object_kind varchar(20),
    object_id varchar(64),
    details jsonb NOT NULL,
    address varchar(64) NOT NULL,
    user_agent varchar(300),
    trace_id varchar(64) NOT NULL
);

CREATE INDEX audit_records_actor_id_idx ON audit_records (actor_id, sequence);
CREATE INDEX audit_records_object_id_idx ON audit_records (object_id, sequence);
CREATE INDEX audit_records_object_kind_idx ON audit_records (object_kind, sequence);
CREATE INDEX audit_records_action_idx ON audit_records (action, sequence);
CREATE INDEX audit_records_refused_idx ON audit_records (sequence) WHERE outcome = 'refused';
CREATE INDEX audit_records_recorded_at_idx ON audit_records (recorded_at);

CREATE FUNCTION refuse_change_of_audit_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit records are added, and neither changed nor removed' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_records_are_only_added
BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_records
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_records();
