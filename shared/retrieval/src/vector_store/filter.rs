//! Filters of points.

use super::point::{field, number};
use qdrant_client::qdrant::{Condition, Filter, PointId, Range};
use sisuiq_model::{AccountGroupId, ChunkId, DocumentAccess, DocumentFilter, DocumentId, LawFilter, SearchScope};
use std::ops::RangeInclusive;

/// Points that the user may see (documents for everyone, their own, and those shared with them, their role or one of their
/// groups) and that the filter admits.
pub(super) fn visible(SearchScope { seen_by, filter }: SearchScope<'_>, groups: &[AccountGroupId]) -> Filter {
    let user = seen_by.user().to_string();
    let mut visible = Filter::any([
        Condition::matches(field::ACCESS, DocumentAccess::Everyone.as_str().to_owned()),
        Condition::matches(field::OWNER, user.clone()),
        Condition::matches(field::SHARED_WITH, user),
        Condition::matches(field::SHARED_WITH_ROLES, seen_by.role().as_str().to_owned()),
    ]);
    visible.should.extend(one_of(field::SHARED_WITH_GROUPS, groups));
    let DocumentFilter { sources, kinds, documents, law } = filter;
    visible.must.extend(one_of(field::SOURCE, sources));
    visible.must.extend(one_of(field::KIND, kinds));
    visible.must.extend(one_of(field::DOCUMENT, documents));
    visible.must.extend(law.iter().flat_map(applies));
    visible
}

/// Conditions that law applies on a day, as far as that is known, and is in a language.
fn applies(law: &LawFilter) -> Vec<Condition> {
    #[expect(clippy::cast_precision_loss, reason = "a day has eight digits")]
    let day = number(law.day) as f64;
    let has_begun = Range { lte: Some(day), ..Range::default() };
    let has_not_ended = Range { gt: Some(day), ..Range::default() };
    let unless_unknown =
        |field: &str, range| Condition::from(Filter::any([Condition::range(field, range), Condition::is_empty(field)]));
    let mut conditions =
        vec![unless_unknown(field::VALID_FROM, has_begun), unless_unknown(field::VALID_TO, has_not_ended)];
    conditions.extend(law.language.clone().map(|language| Condition::matches(field::LANGUAGE, language)));
    conditions
}

/// A condition that a field is one of these, if there are any.
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

/// The points of a document whose readers have an earlier revision than this, or none.
pub(super) fn with_earlier_readers(document: DocumentId, revision: i64) -> Filter {
    #[expect(clippy::cast_precision_loss, reason = "a document's readers do not change 2^53 times")]
    let earlier = Range { lt: Some(revision as f64), ..Range::default() };
    let mut points = self::document(document);
    points.should =
        vec![Condition::range(field::READERS_REVISION, earlier), Condition::is_empty(field::READERS_REVISION)];
    points
}

/// The points of these pages of a version that are none of these chunks.
pub(super) fn others(document: DocumentId, version: i32, pages: RangeInclusive<i32>, chunks: &[ChunkId]) -> Filter {
    let range = Range { gte: Some((*pages.start()).into()), lte: Some((*pages.end()).into()), ..Range::default() };
    let mut points = self::version(document, version);
    points.must.push(Condition::range(field::PAGE, range));
    if !chunks.is_empty() {
        points.must_not = vec![Condition::has_id(chunks.iter().map(|chunk| PointId::from(chunk.0.to_string())))];
    }
    points
}
