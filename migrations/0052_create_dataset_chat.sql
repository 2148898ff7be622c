-- Conversations about datasets are in the workspace `data`, those about documents in `knowledge`. Each workspace lists its own. A
-- conversation goes with its dataset.
ALTER TABLE chat_sessions
    ADD COLUMN workspace text NOT NULL DEFAULT 'knowledge',
    ADD COLUMN dataset_id uuid REFERENCES datasets ON DELETE CASCADE,
    -- the last answer of a conversation of the workspace `data`
    ADD COLUMN updated_at timestamptz,
    ADD CONSTRAINT chat_sessions_workspace_known CHECK (workspace IN ('knowledge', 'data')) NOT VALID,
    ADD CONSTRAINT chat_sessions_dataset_of_data CHECK (dataset_id IS NULL OR workspace = 'data') NOT VALID,
    ADD CONSTRAINT chat_sessions_data_updated CHECK (workspace <> 'data' OR updated_at IS NOT NULL) NOT VALID;

ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_workspace_known;
ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_dataset_of_data;
ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_data_updated;

CREATE INDEX chat_sessions_data_idx ON chat_sessions (user_id, updated_at DESC, id DESC) WHERE workspace = 'data';
CREATE INDEX chat_sessions_dataset_id_idx ON chat_sessions (dataset_id) WHERE dataset_id IS NOT NULL;

-- What an answer about a dataset has beside its text: the calls of tools with their results, and the figures, chart and suggestions.
ALTER TABLE chat_messages
    ADD COLUMN tool_calls jsonb,
    ADD COLUMN analysis jsonb,
    ADD CONSTRAINT chat_messages_tool_calls_list CHECK (jsonb_typeof(tool_calls) = 'array') NOT VALID,
    ADD CONSTRAINT chat_messages_analysis_object CHECK (jsonb_typeof(analysis) = 'object') NOT VALID;

ALTER TABLE chat_messages VALIDATE CONSTRAINT chat_messages_tool_calls_list;
ALTER TABLE chat_messages VALIDATE CONSTRAINT chat_messages_analysis_object;

-- Answers to first questions about a revision of a dataset, for all who may see it: asked is a digest of the question and of the
-- dataset's name, method says who answers. Lost in a crash, which loses nothing but the time saved.
CREATE UNLOGGED TABLE cached_dataset_answers (
    answer_id uuid PRIMARY KEY REFERENCES chat_messages ON DELETE CASCADE,
    dataset_id uuid NOT NULL REFERENCES datasets ON DELETE CASCADE,
    revision integer NOT NULL,
    language text NOT NULL,
    method text NOT NULL,
    asked bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX cached_dataset_answers_asked_idx ON cached_dataset_answers (dataset_id, asked, expires_at);
CREATE INDEX cached_dataset_answers_expires_at_idx ON cached_dataset_answers (expires_at);
