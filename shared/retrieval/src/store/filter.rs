//! Which points a call is about.

use super::point::field;
use qdrant_client::qdrant::{Condition, Filter};
use sisuiq_db::{DocumentAccess, DocumentId, Visibility};

/// Points of what the caller may see: documents for everyone, their own, and those shared with them.
pub(super) fn visible(seen_by: Visibility) -> Filter {
    let user = seen_by.user().to_string();
    Filter::any([
        Condition::matches(field::ACCESS, DocumentAccess::Everyone.as_str().to_owned()),
        Condition::matches(field::OWNER, user.clone()),
        Condition::matches(field::SHARED_WITH, user),
    ])
}

/// All points of a document.
pub(super) fn document(document: DocumentId) -> Filter {
    Filter::all([Condition::matches(field::DOCUMENT, document.to_string())])
}

/// All points of one version of a document.
pub(super) fn version(document: DocumentId, version: i32) -> Filter {
    Filter::all([
        Condition::matches(field::DOCUMENT, document.to_string()),
        Condition::matches(field::VERSION, i64::from(version)),
    ])
}
