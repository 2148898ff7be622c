//! Download of stored files: the originals of documents and tables.

mod fetched;

pub use fetched::{FetchError, Fetched, PinnedObject, fetch};
