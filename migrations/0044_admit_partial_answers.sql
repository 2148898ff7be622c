-- An answer to a part of the question was stored as related passages.
ALTER TABLE chat_messages
    DROP CONSTRAINT chat_messages_support_known,
    ADD CONSTRAINT chat_messages_support_known CHECK (support IN ('none', 'near', 'partial', 'full')) NOT VALID;

ALTER TABLE chat_messages VALIDATE CONSTRAINT chat_messages_support_known;
