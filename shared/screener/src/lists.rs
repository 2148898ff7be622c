//! The lists that a screening searches.

use futures::future::join_all;
use jiff::Timestamp;
use sisuiq_model::SourceId;
use sisuiq_names::{EntitySet, MATCH_THRESHOLD};
use sisuiq_sanctions_db::name_indexes::IndexedList;
use std::sync::Arc;

use crate::{Indexes, LeftOut, Loaded};

/// One version of a list, which is searched.
#[derive(Clone, Debug)]
pub struct ScreenedList {
    /// Its source.
    pub source: SourceId,
    /// The score from which an entry is a hit.
    pub threshold: f64,
    /// The index of its names.
    pub index: Arc<Loaded>,
    /// The entries that are searched; all of them if none are named.
    pub only: Option<Arc<EntitySet>>,
}

/// The lists that are searched, and those that cannot be.
#[derive(Debug, Default)]
pub struct Lists {
    /// The lists that are searched, with their indexes.
    pub searched: Vec<(IndexedList, ScreenedList)>,
    /// The lists that cannot be searched, with the reasons.
    pub left_out: Vec<(IndexedList, LeftOut)>,
}

/// The score from which an entry of a list is a hit: the one that was asked for, that of the list, or the product's own.
#[must_use]
pub fn threshold(wanted: Option<f64>, list: &IndexedList) -> f64 {
    wanted.or(list.threshold).unwrap_or(MATCH_THRESHOLD)
}

impl Lists {
    /// Finds the current indexes of lists.
    pub async fn read(indexes: &Indexes, lists: Vec<IndexedList>, wanted: Option<f64>, now: Timestamp) -> Self {
        let found = join_all(lists.iter().map(|list| indexes.find(list, now))).await;
        let mut all = Self::default();
        for (list, found) in lists.into_iter().zip(found) {
            match found {
                Ok(index) => {
                    let screened =
                        ScreenedList { source: list.source, threshold: threshold(wanted, &list), index, only: None };
                    all.searched.push((list, screened));
                }
                Err(reason) => all.left_out.push((list, reason)),
            }
        }
        all
    }

    /// The lists that are searched.
    #[must_use]
    pub fn screened(&self) -> Vec<ScreenedList> {
        self.searched.iter().map(|(_, screened)| screened.clone()).collect()
    }
}
