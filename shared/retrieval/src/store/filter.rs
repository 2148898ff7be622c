//! Which points a call is about.

use super::point::field;
use qdrant_client::qdrant::{Condition, Filter};
use sisuiq_db::{DocumentAccess, DocumentFilter, DocumentId, Visibility};

/// Points of what the caller may see, documents for everyone, their own, and those shared with them or their role, as far as it
/// counts.
pub(super) fn visible(seen_by: Visibility, filter: &DocumentFilter) -> Filter {
    let user = seen_by.user().to_string();
    let mut visible = Filter::any([
        Condition::matches(field::ACCESS, DocumentAccess::Everyone.as_str().to_owned()),
        Condition::matches(field::OWNER, user.clone()),
        Condition::matches(field::SHARED_WITH, user),
        Condition::matches(field::SHARED_WITH_ROLES, seen_by.role().as_str().to_owned()),
    ]);
    let DocumentFilter { sources, kinds, documents } = filter;
    visible.must.extend(one_of(field::SOURCE, sources));
    visible.must.extend(one_of(field::KIND, kinds));
    visible.must.extend(one_of(field::DOCUMENT, documents));
    visible
}

/// That a field is one of these, if there are any.
fn one_of(field: &str, names: &[impl ToString]) -> Option<Condition> {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    (!names.is_empty()).then(|| Condition::matches(field, names))
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
