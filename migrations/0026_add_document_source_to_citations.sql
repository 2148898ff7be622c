-- Who published what is quoted, as it was when it was quoted; of documents that are gone nobody knows any more.
ALTER TABLE citations ADD COLUMN document_source text NOT NULL DEFAULT 'other';

UPDATE citations
SET document_source = documents.source
FROM documents
WHERE documents.id = citations.document_id AND documents.source <> 'other';

ALTER TABLE citations
    ADD CONSTRAINT citations_document_source_known
    CHECK (document_source IN ('uetcl', 'era', 'memd', 'world_bank', 'other')) NOT VALID;
ALTER TABLE citations VALIDATE CONSTRAINT citations_document_source_known;
