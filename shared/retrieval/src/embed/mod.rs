//! Sentence embedding: text in, vectors of length 1 out.

mod graph;
mod local;
mod passage;
mod settings;
mod vocabulary;

pub use passage::{PassageText, PassageVectors};
pub use settings::{EmbeddingSettings, Precision, Provider};
pub use vocabulary::{MAX_TOKENS, MAX_WORD_PIECES, TokenCounter};

use crate::InferenceError;
use local::LocalEmbedder;
use std::sync::Arc;

/// An embedding model's name and the dimension of its vectors; both are part of the collection's name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ModelInfo {
    /// The model's published name and how exactly it computes.
    pub name: &'static str,
    /// Its published name alone, by which collections were known once.
    pub family: &'static str,
    /// Components of a vector.
    pub dimensions: usize,
}

/// The model that turns questions and passages into vectors. Clones share it.
///
/// Nothing is read before the first use, or [`Embedder::warm`]; all computing happens off the async threads, on at most
/// as many threads as the machine has cores.
#[derive(Clone, Debug)]
pub enum Embedder {
    /// all-MiniLM-L6-v2 in this process, through ONNX Runtime.
    Local(Arc<LocalEmbedder>),
}

impl Embedder {
    /// The model that the settings name, not loaded yet.
    #[must_use]
    pub fn new(settings: EmbeddingSettings) -> Self {
        match settings.provider {
            Provider::Local => Self::Local(Arc::new(LocalEmbedder::new(settings))),
        }
    }

    /// The identity of the model.
    #[must_use]
    pub fn model(&self) -> ModelInfo {
        match self {
            Self::Local(local) => local.model(),
        }
    }

    /// Loads the model now and runs it once, so that the first question does not wait for it.
    pub async fn warm(&self) -> Result<(), InferenceError> {
        match self {
            Self::Local(local) => local.warm().await,
        }
    }

    /// The vector of a question. What exceeds [`MAX_TOKENS`] is cut off.
    pub async fn embed_query(&self, question: &str) -> Result<Vec<f32>, InferenceError> {
        match self {
            Self::Local(local) => local.embed(question).await,
        }
    }

    /// The vectors of passages and of places in them, in their order. What exceeds [`MAX_TOKENS`] in one of them is cut off.
    pub async fn embed_passages(&self, passages: &[PassageText]) -> Result<Vec<PassageVectors>, InferenceError> {
        match self {
            Self::Local(local) => local.embed_all(passages).await,
        }
    }

    /// Returns whether the model was trained on the script of a text, so that the text's vector has a meaning.
    pub async fn knows_script(&self, text: &str) -> Result<bool, InferenceError> {
        match self {
            Self::Local(local) => local.knows(text).await,
        }
    }

    /// A counter of word pieces, by which passages are cut to what the model sees.
    pub async fn token_counter(&self) -> Result<TokenCounter, InferenceError> {
        match self {
            Self::Local(local) => local.token_counter().await,
        }
    }

    /// The number of word pieces of a text.
    pub async fn count_tokens(&self, text: &str) -> Result<usize, InferenceError> {
        Ok(self.token_counter().await?.count(text))
    }
}
