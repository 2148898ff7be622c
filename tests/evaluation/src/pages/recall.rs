//! Ranks of the right page.

use super::collection::Question;
use serde::{Deserialize, Serialize};
use sisuiq_provenance::Record;
use std::collections::HashSet;

/// The numbers of first pages for which recall is reported.
pub(super) const DEPTHS: [usize; 4] = [1, 3, 8, 50];

/// The searched documents.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scope {
    /// All documents of the collection.
    Everywhere,
    /// Only the document of the question.
    InDocument,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 2] = [Self::Everywhere, Self::InDocument];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "all documents",
            Self::InDocument => "right document",
        }
    }
}

/// The rank of the first right page among the different pages that were found, from 1; `None` if it was not found.
pub(super) type Place = Option<usize>;

/// The ranks for a question.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Places {
    /// The rank in a search of all documents.
    pub everywhere: Place,
    /// The rank in a search of the question's document.
    pub in_document: Place,
}

impl Places {
    /// Returns whether the right page is among the first `depth` pages.
    #[must_use]
    pub fn is_within(&self, scope: Scope, depth: usize) -> bool {
        let place = match scope {
            Scope::Everywhere => self.everywhere,
            Scope::InDocument => self.in_document,
        };
        place.is_some_and(|place| place <= depth)
    }
}

/// The rank of the first right page in the order of the record, in which a language model is shown the passages.
pub(super) fn place(question: &Question, record: &Record) -> Place {
    let mut pages = HashSet::new();
    for chunk in &record.retrieval.chunks {
        pages.insert((chunk.document_id, chunk.page));
        if chunk.document_name == question.document && question.is_answered_on(chunk.page) {
            return Some(pages.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rank_bounds_the_depths() {
        let places = Places { everywhere: Some(3), in_document: None };
        assert_eq!(DEPTHS.map(|depth| places.is_within(Scope::Everywhere, depth)), [false, true, true, true]);
        assert!(!places.is_within(Scope::InDocument, 50));
    }
}
