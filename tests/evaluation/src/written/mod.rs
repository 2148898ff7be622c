//! Answers that a language model writes from the passages in its prompt, beside what the prompt showed.
//!
//! An oracle is a model that knows all keys: it answers if and only if its prompt shows the evidence, so that what remains wrong is
//! the product's: a page that was not found, words of the page that were cut off, or a right statement that was lost on its way. A
//! real model adds its own mistakes.

mod ask;
mod endpoint;
mod prompt;
mod relay;
mod summary;

pub use ask::{WrittenAnswer, ask_writer};
pub use endpoint::Writer;
pub use summary::WrittenSummary;
