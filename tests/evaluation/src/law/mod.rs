//! Questions about law: whether the right provision is found, and what the sentences of answers rest on.

mod ask;
mod collection;
mod found;
mod published;
mod statements;
mod summary;

pub use ask::{LawAnswer, ask_law, load_law, without_names};
pub use collection::{LawCollection, LawKind, LawPlace, LawQuestion, LawText};
pub use found::FoundPassage;
pub use statements::Statements;
pub use summary::{LawFigure, LawSummary};
