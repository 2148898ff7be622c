//! Input that is checked before a handler sees it.

mod fields;
mod form;
mod json;
mod paged;
mod path;
mod query;
mod raw;

pub use form::{Form, SentFile};
pub use json::Json;
pub(crate) use json::read_json;
pub use paged::{CursorPaging, Paged, Paging};
pub use path::Path;
pub use query::Query;
pub use raw::Raw;
