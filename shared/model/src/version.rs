//! Keys of versions of documents.

use crate::DocumentId;

/// The key of a version of a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct VersionKey {
    /// The document.
    pub document: DocumentId,
    /// The version's number.
    pub number: i32,
}
