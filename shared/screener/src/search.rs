//! The search of the indexes.

use sisuiq_model::SourceId;
use sisuiq_names::{Name, Search, Searcher};
use sisuiq_screening::Subject;

use crate::{ExplanationOut, ScreenedList};

/// The number of hits of a subject.
pub const MOST: usize = 50;

/// An entry that resembles the subject.
#[derive(Clone, Debug)]
pub struct Resembling {
    /// The place of its list among those that were searched.
    pub list: usize,
    /// The source of its list.
    pub source: SourceId,
    /// The key that its publisher gives it.
    pub key: String,
    /// The name of the entry that is most alike.
    pub listed_name: String,
    /// The score.
    pub score: f64,
    /// The score from which an entry of its list is a hit.
    pub threshold: f64,
    /// The reasons for the score.
    pub explanation: ExplanationOut,
}

/// The best entries of all lists, and whether there are more. Equal scores are in the order of the lists and of their entries.
#[must_use]
pub fn search(lists: &[ScreenedList], subject: &Subject, name: &Name) -> (Vec<Resembling>, bool) {
    let (facts, kind) = (subject.facts(), subject.searched_kind());
    let mut found = Vec::new();
    for (list, ScreenedList { source, threshold, index, only }) in lists.iter().enumerate() {
        // one more than is answered says whether there are more
        let search = Search { threshold: *threshold, limit: MOST + 1, kind };
        let searcher = Searcher::new(&index.index);
        let mut searcher = match only {
            Some(only) => searcher.among(only),
            None => searcher,
        };
        let hits = searcher.search(name, &facts, &search);
        found.extend(hits.into_iter().map(|hit| Resembling {
            list,
            source: *source,
            key: hit.entry.key.to_owned(),
            listed_name: hit.entry.text.to_owned(),
            score: hit.comparison.score,
            threshold: *threshold,
            explanation: ExplanationOut::from(&hit.comparison.explanation),
        }));
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    let is_truncated = found.len() > MOST;
    found.truncate(MOST);
    (found, is_truncated)
}
