-- Entries of sanctions lists, by the key that their publisher gives them.
CREATE TABLE list_entities (
    id uuid PRIMARY KEY,
    source_id uuid NOT NULL REFERENCES sources,
    key varchar(200) NOT NULL,
    CONSTRAINT list_entities_key_unique UNIQUE (source_id, key)
);

-- What a list said of an entry, and from when to when. A version ends when the list says something else or no longer has the entry; none
-- is deleted. valid_from and valid_to are days of the list, known_from and known_to the times at which the product learned of them.
CREATE TABLE list_entity_versions (
    entity_id uuid NOT NULL REFERENCES list_entities,
    number integer NOT NULL,
    begun_by uuid NOT NULL REFERENCES source_runs,
    ended_by uuid REFERENCES source_runs,
    valid_from date NOT NULL,
    valid_to date,
    known_from timestamptz NOT NULL,
    known_to timestamptz,
    content_sha256 bytea NOT NULL,
    kind varchar(16) NOT NULL,
    name text NOT NULL,
    -- all names in lower case, one a line
    names text NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (entity_id, number),
    CONSTRAINT list_entity_versions_kind_known CHECK (kind IN ('person', 'organisation', 'vessel', 'aircraft', 'other')),
    CONSTRAINT list_entity_versions_number_possible CHECK (number > 0),
    CONSTRAINT list_entity_versions_hash_whole CHECK (octet_length(content_sha256) = 32),
    CONSTRAINT list_entity_versions_ends_later CHECK (valid_to >= valid_from AND known_to >= known_from),
    CONSTRAINT list_entity_versions_end_whole CHECK (num_nulls(valid_to, known_to, ended_by) IN (0, 3))
);

-- an entry has one current version at most
CREATE UNIQUE INDEX list_entity_versions_current_idx ON list_entity_versions (entity_id) WHERE valid_to IS NULL;
CREATE INDEX list_entity_versions_begun_by_idx ON list_entity_versions (begun_by);
CREATE INDEX list_entity_versions_ended_by_idx ON list_entity_versions (ended_by);
CREATE INDEX list_entity_versions_names_idx ON list_entity_versions USING gin (names gin_trgm_ops);
