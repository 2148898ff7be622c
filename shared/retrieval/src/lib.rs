//! Embedding, BM25 vectors, Qdrant, fusion and reranking: what a search for chunks is put together from. No database.

pub mod embed;
pub mod fusion;
mod onnx;
pub mod question;
mod reader;
mod rerank;
pub mod sparse;
pub mod unit_vectors;
pub mod vector_store;

pub use embed::{Embedder, EmbeddingSettings, ModelInfo, PassageText, PassageVectors, Precision};
pub use fusion::LEG_LIMIT;
pub use onnx::InferenceError;
pub use reader::{PassageToRead, ReadError, Reader, Reading, Readings};
pub use rerank::{CrossEncoder, Rerank, RerankError, Reranker};
pub use vector_store::{QdrantStore, StoreError, StoreSettings};
