-- The vector collection that questions are answered from: switching the embedding model is switching the active row.
CREATE TABLE vector_collections (
    name varchar(255) PRIMARY KEY,
    model varchar(255) NOT NULL,
    dimensions integer NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX vector_collections_active_key ON vector_collections (is_active) WHERE is_active;
