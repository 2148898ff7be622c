use sisuiq_telemetry::TaskEnded;
use std::{io, path::PathBuf};
use tokio::task::JoinError;

/// The reason why a model could not be run on a text.
#[derive(Debug, thiserror::Error)]
pub enum InferenceError {
    /// A file of the model or of ONNX Runtime is absent or cannot be read.
    #[error("{path} cannot be read: check {setting}", path = path.display())]
    MissingFile {
        /// The file.
        path: PathBuf,
        /// The setting that leads to it.
        setting: &'static str,
        /// The file system's error.
        #[source]
        source: io::Error,
    },
    /// The tokenizer's file is damaged, or a text could not be cut into word pieces.
    #[error("the tokenizer failed")]
    Tokenizer(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// ONNX Runtime's library does not load, or has another version than the one this was built for.
    #[error("ONNX Runtime could not be loaded")]
    Runtime(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The model's file is damaged, or it could not be run.
    #[error("the model failed")]
    Model(#[source] ort::Error),
    /// The model returned another number of components than declared.
    #[error("the embedding model returned a vector of {actual} components instead of {expected}")]
    Dimensions {
        /// The declared number.
        expected: usize,
        /// The returned number.
        actual: usize,
    },
    /// The thread that was computing ended early: it panicked, or the process is shutting down.
    #[error("the model was interrupted")]
    Interrupted(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl InferenceError {
    pub(crate) fn interrupted(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Interrupted(Box::new(error))
    }

    pub(crate) fn ended(error: JoinError) -> Self {
        Self::interrupted(TaskEnded::from(error))
    }
}
