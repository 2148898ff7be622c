//! A model that knows all keys: the most that the product can make of what it finds.
//!
//! The oracle answers with the key if and only if its prompt shows the evidence, so that what remains wrong is the product's: a
//! page that was not found, words of the page that were cut off, or a right statement that was lost on its way.

mod ask;
mod endpoint;
mod prompt;
mod summary;

pub use ask::{OracleAnswer, ask_oracle};
pub use endpoint::Oracle;
pub use summary::OracleSummary;
