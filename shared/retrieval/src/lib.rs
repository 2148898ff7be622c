//! Embedding, Qdrant, fusion and the full-text fallback.
