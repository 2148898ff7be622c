//! Input that is checked before a handler sees it.

mod fields;
mod json;
mod path;
mod query;

pub use json::Json;
pub use path::Path;
pub use query::Query;
