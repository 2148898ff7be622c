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

/// All points of a document but those of one version.
pub(super) fn other_versions(document: DocumentId, version: i32) -> Filter {
    Filter {
        must: vec![Condition::matches(field::DOCUMENT, document.to_string())],
        must_not: vec![Condition::matches(field::VERSION, i64::from(version))],
        ..Filter::default()
    }
}
