//! Embedding, Qdrant, fusion and the full-text fallback: from a question to the chunks that may answer it.

pub mod embed;
pub mod fusion;
mod retrieval;
pub mod sparse;
pub mod store;

pub use embed::{EmbedError, Embedder, EmbeddingSettings, ModelInfo, Precision};
pub use retrieval::{Hit, LEG_LIMIT, Retrieval, Retrieved, Timings};
pub use store::{QdrantStore, StoreError, StoreSettings};
