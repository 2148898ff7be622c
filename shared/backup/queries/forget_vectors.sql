-- What the vector store was told since is not what this database knows of it: the sweep tells it everything anew.
DELETE FROM vector_collection_ranges
