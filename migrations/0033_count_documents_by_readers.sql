-- How many documents there are for everyone, where `owner_id` is null, and how many each account keeps to itself; none that are
-- deleted. As in `row_counts`, rows are parts of a sum and only ever added.
CREATE TABLE document_counts (
    owner_id uuid,
    amount bigint NOT NULL
);

CREATE INDEX document_counts_owner_id_idx ON document_counts (owner_id);

CREATE FUNCTION count_added_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO document_counts (owner_id, amount)
    SELECT CASE WHEN access <> 'everyone' THEN owner_id END, count(*) FROM added WHERE deleted_at IS NULL GROUP BY 1;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_removed_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO document_counts (owner_id, amount)
    SELECT CASE WHEN access <> 'everyone' THEN owner_id END, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY 1;
    RETURN NULL;
END
$$;

CREATE FUNCTION recount_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.deleted_at IS NULL THEN
        INSERT INTO document_counts (owner_id, amount) VALUES (CASE WHEN OLD.access <> 'everyone' THEN OLD.owner_id END, -1);
    END IF;
    IF NEW.deleted_at IS NULL THEN
        INSERT INTO document_counts (owner_id, amount) VALUES (CASE WHEN NEW.access <> 'everyone' THEN NEW.owner_id END, 1);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_no_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM document_counts;
    RETURN NULL;
END
$$;

-- These keep others from adding documents until what there is has been counted.
CREATE TRIGGER documents_counted AFTER INSERT ON documents REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION count_added_documents();
CREATE TRIGGER documents_discounted AFTER DELETE ON documents REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION count_removed_documents();
CREATE TRIGGER documents_recounted AFTER UPDATE ON documents
FOR EACH ROW WHEN (
    (OLD.access, OLD.owner_id, OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.access, NEW.owner_id, NEW.deleted_at IS NULL)
)
EXECUTE FUNCTION recount_document();
CREATE TRIGGER documents_emptied AFTER TRUNCATE ON documents
FOR EACH STATEMENT EXECUTE FUNCTION count_no_documents();

INSERT INTO document_counts (owner_id, amount)
SELECT CASE WHEN access <> 'everyone' THEN owner_id END, count(*) FROM documents WHERE deleted_at IS NULL GROUP BY 1;
