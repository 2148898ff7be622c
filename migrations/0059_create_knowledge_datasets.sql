-- Datasets: named collections of documents that questions on sanctions law can be narrowed to. Those without an owner always exist.
CREATE TABLE knowledge_datasets (
    id uuid PRIMARY KEY,
    owner_id uuid REFERENCES users ON DELETE CASCADE,
    -- everyone, or the owner alone
    access varchar(20) NOT NULL,
    name varchar(60) NOT NULL,
    description varchar(500) NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT knowledge_datasets_access_known CHECK (access IN ('everyone', 'owner')),
    CONSTRAINT knowledge_datasets_owned CHECK (owner_id IS NOT NULL OR access = 'everyone')
);

-- one name is one dataset for whoever reads it: what everyone sees comes after one's own
CREATE UNIQUE INDEX knowledge_datasets_shared_name_idx ON knowledge_datasets (lower(name)) WHERE access = 'everyone';
CREATE UNIQUE INDEX knowledge_datasets_owned_name_idx ON knowledge_datasets (owner_id, lower(name)) WHERE owner_id IS NOT NULL;

INSERT INTO knowledge_datasets (id, owner_id, access, name, description, created_at)
VALUES
    ('0199d000-0000-7000-8000-000000000001', NULL, 'everyone', 'EU-Sanctions', 'Sanctions law of the European Union', now()),
    ('0199d000-0000-7000-8000-000000000002', NULL, 'everyone', 'US-Sanctions', 'Sanctions law of the United States', now()),
    ('0199d000-0000-7000-8000-000000000003', NULL, 'everyone', 'UN-Sanctions', 'Sanctions of the United Nations', now());

-- the documents of a dataset that is deleted stay
ALTER TABLE documents
    ADD COLUMN dataset_id uuid,
    ADD CONSTRAINT documents_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES knowledge_datasets ON DELETE SET NULL NOT VALID;

ALTER TABLE documents VALIDATE CONSTRAINT documents_dataset_id_fkey;

CREATE INDEX documents_dataset_id_idx ON documents (dataset_id) WHERE dataset_id IS NOT NULL;
