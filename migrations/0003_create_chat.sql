-- Sessions, their messages, and the checked citations of each answer.
CREATE TABLE chat_sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    title varchar(500),
    mode text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT chat_sessions_mode_known CHECK (mode IN ('strategy_qa', 'actions', 'analytics', 'regulatory'))
);

CREATE INDEX chat_sessions_user_id_idx ON chat_sessions (user_id, created_at DESC);

CREATE TABLE chat_messages (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES chat_sessions ON DELETE CASCADE,
    role text NOT NULL,
    content text NOT NULL,
    sources text[] NOT NULL DEFAULT '{}',
    abstained boolean NOT NULL DEFAULT false,
    degraded boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    CONSTRAINT chat_messages_role_known CHECK (role IN ('user', 'assistant'))
);

CREATE INDEX chat_messages_session_id_idx ON chat_messages (session_id, created_at);

CREATE TABLE citations (
    id uuid PRIMARY KEY,
    message_id uuid NOT NULL REFERENCES chat_messages ON DELETE CASCADE,
    ordinal integer NOT NULL,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    document_name varchar(500) NOT NULL,
    document_sha256 varchar(64) NOT NULL,
    page integer NOT NULL,
    chunk_id uuid NOT NULL,
    quote text NOT NULL,
    start_offset integer NOT NULL,
    end_offset integer NOT NULL,
    match text NOT NULL,
    score double precision NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT citations_match_known CHECK (match IN ('exact', 'normalized'))
);

CREATE UNIQUE INDEX citations_place_key ON citations (message_id, ordinal);
CREATE INDEX citations_document_id_idx ON citations (document_id);
