-- Screenings: who asked about whom and when, which lists were searched, and how many entries were found. Each is deleted when it expires.
CREATE TABLE screenings (
    id uuid PRIMARY KEY,
    requested_by uuid REFERENCES users ON DELETE SET NULL,
    subject_key bytea NOT NULL,
    -- as it was given
    subject jsonb NOT NULL,
    threshold double precision NOT NULL,
    -- the runs whose name indexes were searched
    list_versions uuid[] NOT NULL,
    -- the sources whose lists could not be searched
    lists_left_out uuid[] NOT NULL,
    hits integer NOT NULL,
    screened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT screenings_key_whole CHECK (octet_length(subject_key) = 32),
    CONSTRAINT screenings_threshold_possible CHECK (threshold BETWEEN 0 AND 1),
    CONSTRAINT screenings_hits_possible CHECK (hits >= 0),
    CONSTRAINT screenings_expires_later CHECK (expires_at > screened_at)
);

CREATE INDEX screenings_expires_at_idx ON screenings (expires_at);
CREATE INDEX screenings_requested_by_idx ON screenings (requested_by);

-- Alerts: one for each subject and entry of a list that resembles it. Each screening of the subject renews them. An alert is deleted when its
-- subject has not been screened for as long as screenings are kept.
CREATE TABLE screening_alerts (
    id uuid PRIMARY KEY,
    subject_key bytea NOT NULL,
    entity_id uuid NOT NULL REFERENCES list_entities,
    status varchar(24) NOT NULL,
    -- why it was opened last
    opening varchar(24) NOT NULL,
    opened_at timestamptz NOT NULL,
    -- the subject as it was given, and the best name of the entry
    subject jsonb NOT NULL,
    listed_name text NOT NULL,
    -- both names in lower case, for searches
    names text NOT NULL,
    score double precision NOT NULL,
    threshold double precision NOT NULL,
    explanation jsonb NOT NULL,
    -- the version of the list, and of the entry on it
    list_version uuid NOT NULL REFERENCES name_indexes,
    listed_at timestamptz NOT NULL,
    entity_version integer NOT NULL,
    content_sha256 bytea NOT NULL,
    -- the one of alert_decisions that waits or holds, and the first day on which it no longer holds
    decision_id uuid,
    decision_expires_on date,
    screened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT screening_alerts_subject_unique UNIQUE (subject_key, entity_id),
    CONSTRAINT screening_alerts_status_known CHECK (status IN ('open', 'awaiting_confirmation', 'match', 'not_match')),
    CONSTRAINT screening_alerts_opening_known CHECK (
        opening IN ('new', 'decision_expired', 'entity_changed', 'decision_refused')
    ),
    CONSTRAINT screening_alerts_key_whole CHECK (octet_length(subject_key) = 32),
    CONSTRAINT screening_alerts_hash_whole CHECK (octet_length(content_sha256) = 32),
    CONSTRAINT screening_alerts_score_possible CHECK (score BETWEEN threshold AND 1),
    CONSTRAINT screening_alerts_decision_whole CHECK ((status = 'open') = (decision_id IS NULL)),
    CONSTRAINT screening_alerts_expiry_of_decision CHECK (decision_expires_on IS NULL OR decision_id IS NOT NULL),
    FOREIGN KEY (entity_id, entity_version) REFERENCES list_entity_versions (entity_id, number)
);

CREATE INDEX screening_alerts_entity_id_idx ON screening_alerts (entity_id, entity_version);
CREATE INDEX screening_alerts_list_version_idx ON screening_alerts (list_version);
CREATE INDEX screening_alerts_opened_at_idx ON screening_alerts (opened_at DESC, id DESC);
CREATE INDEX screening_alerts_expires_at_idx ON screening_alerts (expires_at);
CREATE INDEX screening_alerts_names_idx ON screening_alerts USING gin (names gin_trgm_ops);

-- Decisions about alerts. None is changed but by its confirmation or refusal.
CREATE TABLE alert_decisions (
    id uuid PRIMARY KEY,
    alert_id uuid NOT NULL REFERENCES screening_alerts ON DELETE CASCADE,
    outcome varchar(16) NOT NULL,
    reason text NOT NULL,
    -- the first day on which it no longer holds; none for a match
    expires_on date,
    -- what it was about
    entity_version integer NOT NULL,
    content_sha256 bytea NOT NULL,
    decided_by uuid REFERENCES users ON DELETE SET NULL,
    decided_at timestamptz NOT NULL,
    -- the answer of another account, if there was one
    is_accepted boolean,
    answer_reason text,
    answered_by uuid REFERENCES users ON DELETE SET NULL,
    answered_at timestamptz,
    CONSTRAINT alert_decisions_outcome_known CHECK (outcome IN ('match', 'not_match')),
    CONSTRAINT alert_decisions_reason_given CHECK (char_length(reason) BETWEEN 10 AND 1000),
    CONSTRAINT alert_decisions_not_match_expires CHECK ((outcome = 'not_match') = (expires_on IS NOT NULL)),
    CONSTRAINT alert_decisions_hash_whole CHECK (octet_length(content_sha256) = 32),
    CONSTRAINT alert_decisions_answer_whole CHECK (num_nulls(is_accepted, answered_at) IN (0, 2)),
    CONSTRAINT alert_decisions_answered_by_another CHECK (answered_by <> decided_by)
);

CREATE INDEX alert_decisions_alert_id_idx ON alert_decisions (alert_id, decided_at DESC);
CREATE INDEX alert_decisions_decided_by_idx ON alert_decisions (decided_by);
CREATE INDEX alert_decisions_answered_by_idx ON alert_decisions (answered_by);
