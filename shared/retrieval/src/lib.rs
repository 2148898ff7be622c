//! Embedding, Qdrant, fusion and the full-text fallback: from a question to the chunks that may answer it.

pub mod embed;
pub mod fusion;
mod onnx;
mod rerank;
mod retrieval;
pub mod sparse;
pub mod store;
pub mod unit_vectors;

pub use embed::{Embedder, EmbeddingSettings, ModelInfo, PassageText, PassageVectors, Precision};
pub use onnx::InferenceError;
pub use rerank::{CrossEncoder, Rerank, RerankError, Reranker};
pub use retrieval::{Hit, LEG_LIMIT, Prepared, Retrieval, Retrieved, Search, Timings};
pub use store::{QdrantStore, StoreError, StoreSettings};
