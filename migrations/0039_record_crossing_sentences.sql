-- The sentence with which a page ends and that goes on on the next page: where its half is, and the rest with its place there.
-- The rest is stored as it was read, so that a next page that was read again since is noticed.
ALTER TABLE document_pages
    ADD COLUMN half_start integer,
    ADD COLUMN half_end integer,
    ADD COLUMN rest_start integer,
    ADD COLUMN rest text,
    ADD CONSTRAINT document_pages_whole_crossing CHECK (num_nulls(half_start, half_end, rest_start, rest) IN (0, 4)) NOT VALID;
