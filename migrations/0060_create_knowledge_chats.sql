-- Folders of the conversations about sanctions law. The default folder is no row: a conversation without a folder is in it.
CREATE TABLE chat_folders (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name varchar(100) NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT chat_folders_owned UNIQUE (id, user_id)
);

CREATE UNIQUE INDEX chat_folders_name_idx ON chat_folders (user_id, lower(name));

-- Conversations about sanctions law are in the workspace `sanctions`. They may exist before their first question.
ALTER TABLE chat_sessions
    ADD COLUMN folder_id uuid,
    -- the name of the dataset whose documents are searched, also when it was deleted: then nothing else is searched instead
    ADD COLUMN dataset_name varchar(60),
    DROP CONSTRAINT chat_sessions_workspace_known,
    DROP CONSTRAINT chat_sessions_data_updated,
    DROP CONSTRAINT chat_sessions_mode_known,
    ADD CONSTRAINT chat_sessions_workspace_known CHECK (workspace IN ('knowledge', 'data', 'sanctions')) NOT VALID,
    ADD CONSTRAINT chat_sessions_data_updated CHECK (workspace = 'knowledge' OR updated_at IS NOT NULL) NOT VALID,
    ADD CONSTRAINT chat_sessions_mode_known
        CHECK (mode IN ('strategy_qa', 'actions', 'analytics', 'regulatory', 'sanctions')) NOT VALID,
    ADD CONSTRAINT chat_sessions_filed CHECK (num_nulls(folder_id, dataset_name) = 2 OR workspace = 'sanctions') NOT VALID,
    -- a folder of the same account
    ADD CONSTRAINT chat_sessions_folder_id_fkey FOREIGN KEY (folder_id, user_id) REFERENCES chat_folders (id, user_id)
        ON DELETE SET NULL (folder_id) NOT VALID;

ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_workspace_known;
ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_data_updated;
ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_mode_known;
ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_filed;
ALTER TABLE chat_sessions VALIDATE CONSTRAINT chat_sessions_folder_id_fkey;

CREATE INDEX chat_sessions_folder_id_idx ON chat_sessions (folder_id, user_id) WHERE folder_id IS NOT NULL;
CREATE INDEX chat_sessions_sanctions_idx ON chat_sessions (user_id, created_at DESC, id DESC) WHERE workspace = 'sanctions';

ALTER TABLE chat_messages
    DROP CONSTRAINT chat_messages_mode_known,
    ADD CONSTRAINT chat_messages_mode_known
        CHECK (mode IN ('strategy_qa', 'actions', 'analytics', 'regulatory', 'sanctions')) NOT VALID;

ALTER TABLE chat_messages VALIDATE CONSTRAINT chat_messages_mode_known;

-- A negative rating may say that the answer is wrong.
ALTER TABLE answer_feedback
    ADD COLUMN is_inaccurate boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT answer_feedback_inaccurate_is_down CHECK (NOT is_inaccurate OR rating = 'down') NOT VALID;

ALTER TABLE answer_feedback VALIDATE CONSTRAINT answer_feedback_inaccurate_is_down;
