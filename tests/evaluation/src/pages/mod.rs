//! Page recall: the rank of the right page for questions that name their pages, beside a plain prototype.

mod ask;
mod collection;
mod recall;
mod summary;

pub use ask::find_pages;
pub use collection::{Collection, Question};
pub use recall::{Places, Scope};
pub use summary::{Difference, Group, Summary};
