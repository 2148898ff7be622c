//! Reading a question and a passage together: whether the passage answers, and where.

mod model;
mod reading;

pub use reading::{Reading, Readings};

use crate::InferenceError;
use model::Model;
use sisuiq_config::{ConfigError, Environment, settings};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::time::timeout;

/// A passage as a reader sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PassageToRead {
    /// What it is about: the document's name and the heading above it. No answer is looked for in it.
    pub about: String,
    /// Its text, in which places are Unicode scalar values.
    pub text: String,
}

/// The reason why passages were not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The model could not be loaded or run.
    #[error("the reader cannot be used")]
    Model(#[from] InferenceError),
    /// It took too long.
    #[error("the reader took longer than {0:?}")]
    Late(Duration),
}

/// The reader that an operator has set, how many passages it is given and how long it may take. Clones share it.
#[derive(Clone, Debug)]
pub struct Reader {
    model: Arc<Model>,
    most: usize,
    timeout: Duration,
}

impl Reader {
    /// The model in this folder, for the first `most` passages; `runtime` is ONNX Runtime's library. Nothing is loaded yet.
    #[must_use]
    pub fn new(folder: &Path, runtime: PathBuf, most: usize, timeout: Duration) -> Self {
        Self { model: Arc::new(Model::new(folder, runtime)), most, timeout }
    }

    /// Reads `ANSWER_READER_MODEL_PATH`, `ANSWER_READER_PASSAGES`, `ANSWER_READER_MILLISECONDS` and `ONNXRUNTIME_PATH`; nothing when no model is set.
    pub fn from_environment(environment: &Environment) -> Result<Option<Self>, ConfigError> {
        let (path, most, timeout, runtime) = environment.read(|reader| {
            (
                reader.optional(&settings::ANSWER_READER_MODEL_PATH),
                reader.get(&settings::ANSWER_READER_PASSAGES),
                reader.milliseconds(&settings::ANSWER_READER_MILLISECONDS),
                reader.get(&settings::ONNXRUNTIME_PATH),
            )
        })?;
        Ok(path.map(|path: PathBuf| Self::new(&path, runtime, most, timeout)))
    }

    /// The name in records.
    #[must_use]
    pub fn name(&self) -> &str {
        self.model.name()
    }

    /// The most passages that a caller may pass to [`Reader::read`].
    #[must_use]
    pub const fn most(&self) -> usize {
        self.most
    }

    /// Reads these passages for a question. The readings are in the order of the passages.
    pub async fn read(&self, question: &str, passages: Vec<PassageToRead>) -> Result<Readings, ReadError> {
        let read = timeout(self.timeout, self.model.read(question, passages)).await;
        Ok(Readings::of(read.map_err(|_elapsed| ReadError::Late(self.timeout))??))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_model_there_is_none() {
        let pairs = [("ONNXRUNTIME_PATH", "/lib.so")];
        assert!(Reader::from_environment(&Environment::from_pairs(pairs)).unwrap().is_none());
        let pairs = [("ONNXRUNTIME_PATH", "/lib.so"), ("ANSWER_READER_MODEL_PATH", "/models/reader")];
        let reader = Reader::from_environment(&Environment::from_pairs(pairs)).unwrap().unwrap();
        assert_eq!((reader.name(), reader.most()), ("reader", 16));
    }
}
