use sisuiq_telemetry::TaskEnded;
use std::{io, path::PathBuf};
use tokio::task::JoinError;

/// Why a model could not be run on a text.
#[derive(Debug, thiserror::Error)]
pub enum InferenceError {
    /// A file of the model or of ONNX Runtime is absent or cannot be read.
    #[error("{path} cannot be read: check {setting}", path = path.display())]
    MissingFile {
        /// The file.
        path: PathBuf,
        /// The setting that leads to it.
        setting: &'static str,
        /// What the file system said.
        #[source]
        source: io::Error,
    },
    /// The tokenizer's file is damaged, or a text could not be cut into word pieces.
    #[error("the tokenizer failed")]
    Tokenizer(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// ONNX Runtime's library does not load, or has another version than the one this was built for.
    #[error("ONNX Runtime does not load")]
    Runtime(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The model's file is damaged, or it could not be run.
    #[error("the model failed")]
    Model(#[source] ort::Error),
    /// The model answered with another number of components than it promises.
    #[error("the embedding model made a vector of {actual} components instead of {expected}")]
    Dimensions {
        /// What the model promises.
        expected: usize,
        /// What came.
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
