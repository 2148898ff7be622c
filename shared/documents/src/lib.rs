//! PDF text, pages, chunks and citations.
