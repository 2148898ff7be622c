-- The ratings of all users' answers, newest first, for the list of administrators; also those of one rating.
CREATE INDEX answer_feedback_newest_idx ON answer_feedback (created_at DESC, message_id DESC);
CREATE INDEX answer_feedback_rating_idx ON answer_feedback (rating, created_at DESC, message_id DESC);
