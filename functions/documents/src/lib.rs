//! Uploads, lists, pages and deletion of documents.
