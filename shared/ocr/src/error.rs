use std::{io, path::PathBuf};

/// The reason why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum OcrError {
    /// A picture has no pixels, or their number does not agree with its size.
    #[error("a picture of {width} x {height} pixels does not consist of {bytes} bytes")]
    Size {
        /// Pixels per row.
        width: usize,
        /// Number of rows.
        height: usize,
        /// Bytes given.
        bytes: usize,
    },
    /// A picture has more pixels than [`crate::MOST_PIXELS`]. Render the page more coarsely.
    #[error("a picture of {0} pixels is too large")]
    TooLarge(usize),
    /// The deadline passed before the page was read.
    #[error("reading the page took too long")]
    OutOfTime,
    /// A file of the part `ocr` or ONNX Runtime is absent or cannot be read.
    #[error("{path} cannot be read", path = path.display())]
    MissingFile {
        /// The file.
        path: PathBuf,
        /// The file system's error.
        #[source]
        source: io::Error,
    },
    /// The list of a recogniser's characters is damaged.
    #[error("{path} is no list of characters: {reason}", path = path.display())]
    Alphabet {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// ONNX Runtime's library does not load, or has another version than the one this was built for.
    #[error("ONNX Runtime could not be loaded")]
    Runtime(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A graph is damaged, or could not be run.
    #[error("a graph of the part ocr failed")]
    Model(#[from] ort::Error),
    /// A graph gave a result of another shape than it must have.
    #[error("the graph {0} gave a result of an unexpected shape")]
    Shape(&'static str),
    /// A picture could not be scaled.
    #[error("a picture could not be scaled")]
    Scaling(#[source] Box<dyn std::error::Error + Send + Sync>),
}
