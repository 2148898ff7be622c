-- How many tokens of language models an account used on a day, by UTC, answers that are being written included.
CREATE TABLE token_usage (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    day date NOT NULL,
    tokens bigint NOT NULL,
    PRIMARY KEY (user_id, day)
);

CREATE INDEX token_usage_day_idx ON token_usage (day);
