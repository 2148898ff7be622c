-- Where the words of a page stand on it, packed. Pages stored before this have none until their document is read again.
ALTER TABLE document_pages ADD COLUMN word_boxes bytea;
