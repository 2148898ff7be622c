-- What came of each restore drill: how far it got, and why it failed or was skipped. Like the rows about backups, these are in no backup.
CREATE TABLE restore_drills (
    id uuid PRIMARY KEY,
    status varchar(20) NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    -- no reference: drills are remembered for longer than their backups
    backup_id uuid,
    tables integer NOT NULL DEFAULT 0,
    rows bigint NOT NULL DEFAULT 0,
    points_expected bigint NOT NULL DEFAULT 0,
    points_found bigint NOT NULL DEFAULT 0,
    questions_asked integer NOT NULL DEFAULT 0,
    questions_answered integer NOT NULL DEFAULT 0,
    error varchar(1000),
    CONSTRAINT restore_drills_status_known CHECK (status IN ('running', 'passed', 'failed', 'skipped')),
    CONSTRAINT restore_drills_end_known CHECK ((status = 'running') = (finished_at IS NULL)),
    CONSTRAINT restore_drills_reason_given CHECK ((status IN ('failed', 'skipped')) = (error IS NOT NULL))
);

CREATE INDEX restore_drills_newest_idx ON restore_drills (started_at DESC, id DESC);
