-- True if the quoted text was recognised in a picture of its page.
ALTER TABLE citations ADD COLUMN ocr boolean NOT NULL DEFAULT false;
