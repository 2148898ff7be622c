-- The provision that a quotation stands in, as it was when it was quoted. Citations of other documents have none.
ALTER TABLE citations
    ADD COLUMN provision jsonb;
