-- The ratings of all users' answers, newest first, for the list of administrators; also those of one rating.
CREATE INDEX answer_feedback_newest_idx ON answer_feedback (created_at DESC, message_id DESC);
CREATE INDEX answer_feedback_rating_idx ON answer_feedback (rating, created_at DESC, message_id DESC);

-- Their total, by the functions that count the rows of other lists.
CREATE TRIGGER answer_feedback_added AFTER INSERT ON answer_feedback REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION count_added_rows();

CREATE TRIGGER answer_feedback_removed AFTER DELETE ON answer_feedback REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION count_removed_rows();

CREATE TRIGGER answer_feedback_emptied AFTER TRUNCATE ON answer_feedback
FOR EACH STATEMENT EXECUTE FUNCTION count_no_rows();

INSERT INTO row_counts (relation, amount) SELECT 'answer_feedback', count(*) FROM answer_feedback;
