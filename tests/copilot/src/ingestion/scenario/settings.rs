//! The settings of the scenario's world for a separate process.

use super::Scenario;

/// The settings that the ingestion and text recognition read.
const NAMES: [&str; 29] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_REGION",
    "AWS_ENDPOINT_URL",
    "SISUIQ_STAGE",
    "DATABASE_SECRET",
    "DATABASE_TLS",
    "DATABASE_POOL_SIZE",
    "QDRANT_URL",
    "QDRANT_COLLECTION_PREFIX",
    "DOCUMENTS_BUCKET",
    "INGEST_DEAD_LETTERS_URL",
    "INGEST_QUEUE_URL",
    "INGEST_RANGE_PAGES",
    "EMBEDDING_PROVIDER",
    "EMBEDDING_PRECISION",
    "NEXT_EMBEDDING_PRECISION",
    "EMBEDDING_MODEL_PATH",
    "OCR_DEAD_LETTERS_URL",
    "OCR_MODELS_PATH",
    "OCR_QUEUE_URL",
    "ONNXRUNTIME_PATH",
    "PDFIUM_PATH",
    "EXTRACT_PROGRAM",
    "UPLOAD_MAX_PAGES",
    "UPLOAD_MAX_BYTES",
    "INGEST_MAX_RECEIVES",
    "SISUIQ_BASE_URL",
    "RUST_LOG",
];

impl Scenario {
    /// The settings with a value.
    #[must_use]
    pub fn settings(&self) -> Vec<(String, String)> {
        self.world.variables().into_iter().filter(|(name, _)| NAMES.contains(&name.as_str())).collect()
    }
}
