//! Questions that name their pages: the rank of the right page, beside a plain prototype, and the answers.

mod ask;
mod collection;
mod recall;
mod summary;

pub(crate) use ask::body;
pub use ask::{Found, ask_questions};
pub use collection::{Collection, Question};
pub use recall::{Places, Scope};
pub use summary::{Difference, Group, Summary};
