-- The document that a run made of the law it fetched. Its text is in the dataset of the source once it is searchable.
ALTER TABLE source_runs ADD COLUMN document_id uuid;

ALTER TABLE source_runs
    ADD CONSTRAINT source_runs_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents ON DELETE SET NULL NOT VALID;

ALTER TABLE source_runs VALIDATE CONSTRAINT source_runs_document_id_fkey;

CREATE INDEX source_runs_document_id_idx ON source_runs (document_id) WHERE document_id IS NOT NULL;
