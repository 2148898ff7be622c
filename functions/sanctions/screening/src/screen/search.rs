//! The search of the indexes.

use sisuiq_model::SourceId;
use sisuiq_names::{Name, Search, Searcher, Subject as Facts};
use std::sync::Arc;

use crate::{explanation::ExplanationOut, indexes::Loaded};

/// The number of hits that are answered.
pub(super) const MOST: usize = 50;

/// An entry that resembles the subject.
#[derive(Debug)]
pub(super) struct Resembling {
    /// The place of its list among those that were searched.
    pub(super) list: usize,
    pub(super) source: SourceId,
    pub(super) key: String,
    pub(super) listed_name: String,
    pub(super) score: f64,
    pub(super) explanation: ExplanationOut,
}

/// The best entries of all lists, and whether there are more. Equal scores are in the order of the lists and of their entries.
pub(super) fn search(
    lists: &[(SourceId, Arc<Loaded>)],
    name: &Name,
    facts: &Facts,
    search: &Search,
) -> (Vec<Resembling>, bool) {
    // one more than is answered says whether there are more
    let search = Search { limit: MOST + 1, ..*search };
    let mut found = Vec::new();
    for (list, (source, loaded)) in lists.iter().enumerate() {
        let hits = Searcher::new(&loaded.index).search(name, facts, &search);
        found.extend(hits.into_iter().map(|hit| Resembling {
            list,
            source: *source,
            key: hit.entry.key.to_owned(),
            listed_name: hit.entry.text.to_owned(),
            score: hit.comparison.score,
            explanation: ExplanationOut::from(&hit.comparison.explanation),
        }));
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    let is_truncated = found.len() > MOST;
    found.truncate(MOST);
    (found, is_truncated)
}
