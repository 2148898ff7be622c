-- The questions of the holders of a link that a language model was asked about: their number on the last day, by UTC, on which there was one.
ALTER TABLE dataset_shares
    ADD COLUMN questions integer NOT NULL DEFAULT 0,
    ADD COLUMN questions_on date,
    ADD CONSTRAINT dataset_shares_questions_possible CHECK (questions >= 0) NOT VALID;

ALTER TABLE dataset_shares VALIDATE CONSTRAINT dataset_shares_questions_possible;
