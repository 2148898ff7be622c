//! Language models behind one type: messages in, a stream of text out.
//!
//! The extractive provider is no model: it makes its answer of quoted sentences and needs no network, so what it does is
//! written where answers are made.

mod error;
mod message;
mod openai;
mod patience;
mod pieces;
mod settings;

pub use error::ModelError;
pub use message::{Message, Request, Role};
pub use openai::OpenAi;
pub use patience::Patience;
pub use settings::{Provider, ProviderSettings};

use futures::stream::BoxStream;

/// Pieces of text as the model makes them; an error ends the stream.
pub type TextStream = BoxStream<'static, Result<String, ModelError>>;
