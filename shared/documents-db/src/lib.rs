//! Queries of documents, their versions, pages, passages and vectors.
//!
//! One module a table. Each function runs the statement of the same name under `queries/<table>/`, or calls functions that do.

pub mod document_chunk_provisions;
pub mod document_chunk_terms;
pub mod document_chunk_vectors;
pub mod document_chunks;
pub mod document_email_shares;
pub mod document_group_shares;
pub mod document_names;
pub mod document_page_scans;
pub mod document_pages;
pub mod document_ranges;
pub mod document_role_shares;
pub mod document_shares;
pub mod document_versions;
pub mod document_words;
pub mod documents;
pub mod knowledge_datasets;
pub mod law_texts;
pub mod vector_collection_ranges;
pub mod vector_collections;
