-- What is known of an answer beside its text. An answer that was given anew is superseded, and stays.
ALTER TABLE chat_messages
    ADD COLUMN question_id uuid REFERENCES chat_messages ON DELETE CASCADE,
    ADD COLUMN mode text,
    ADD COLUMN support text,
    ADD COLUMN grounding double precision,
    ADD COLUMN model varchar(255),
    ADD COLUMN is_stopped boolean NOT NULL DEFAULT false,
    ADD COLUMN superseded_at timestamptz,
    ADD CONSTRAINT chat_messages_mode_known CHECK (mode IN ('strategy_qa', 'actions', 'analytics', 'regulatory')) NOT VALID,
    ADD CONSTRAINT chat_messages_support_known CHECK (support IN ('none', 'near', 'full')) NOT VALID;

ALTER TABLE chat_messages VALIDATE CONSTRAINT chat_messages_mode_known;
ALTER TABLE chat_messages VALIDATE CONSTRAINT chat_messages_support_known;

CREATE INDEX chat_messages_question_id_idx ON chat_messages (question_id);

-- How each answer came about, as it was signed: the parts of a JSON Web Signature, its payload not yet in base64url.
CREATE TABLE answer_records (
    message_id uuid PRIMARY KEY REFERENCES chat_messages ON DELETE CASCADE,
    protected_header varchar(1000) NOT NULL,
    payload text NOT NULL,
    signature varchar(200) NOT NULL
);

-- The public halves of all keys that ever signed one: records outlive the rotation of keys.
CREATE TABLE record_keys (
    kid varchar(255) PRIMARY KEY,
    public_key jsonb NOT NULL,
    first_used_at timestamptz NOT NULL
);

-- What people think of answers.
CREATE TABLE answer_feedback (
    message_id uuid PRIMARY KEY REFERENCES chat_messages ON DELETE CASCADE,
    rating text NOT NULL,
    comment varchar(2000),
    created_at timestamptz NOT NULL,
    CONSTRAINT answer_feedback_rating_known CHECK (rating IN ('up', 'down'))
);

-- Answers as they are told while they are written, for whoever reads on after a connection broke. They are kept for a day;
-- should they be lost with a crash, their readers ask again.
CREATE UNLOGGED TABLE answer_streams (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    session_id uuid NOT NULL,
    started_at timestamptz NOT NULL,
    moved_at timestamptz NOT NULL,
    ended_at timestamptz,
    stop_requested_at timestamptz
);

CREATE INDEX answer_streams_user_id_idx ON answer_streams (user_id);
CREATE INDEX answer_streams_session_id_idx ON answer_streams (session_id);
CREATE INDEX answer_streams_started_at_idx ON answer_streams (started_at);

CREATE UNLOGGED TABLE answer_events (
    stream_id uuid NOT NULL REFERENCES answer_streams ON DELETE CASCADE,
    number integer NOT NULL,
    name text NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (stream_id, number)
);

CREATE INDEX chat_messages_words_idx ON chat_messages USING gin (to_tsvector('english', content));
