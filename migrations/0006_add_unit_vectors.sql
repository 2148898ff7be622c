-- What each sentence or row of a chunk means, as the model named beside it computed it with the chunk around it. One entry
-- a unit: start and end on the page (two 4-byte little-endian integers, in Unicode scalar values), then one signed byte a
-- component. Chunks stored before have none and are weighed by their words alone.
ALTER TABLE document_chunks
    ADD COLUMN unit_vectors bytea,
    ADD COLUMN unit_vectors_model varchar(255),
    ADD CONSTRAINT document_chunks_unit_vectors_named CHECK ((unit_vectors IS NULL) = (unit_vectors_model IS NULL));

-- Signed bytes do not compress: do not try.
ALTER TABLE document_chunks ALTER COLUMN unit_vectors SET STORAGE EXTERNAL;
