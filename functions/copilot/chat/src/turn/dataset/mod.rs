//! Turns about a dataset: the planner chooses calls of the analysis tools, and the answer states their results.
//!
//! They take the same steps as turns about documents. What differs is here: the conversation and the cache in `lookup`, the table in
//! `retrieve`, the calls and the text in `generate`, and the account of both in the record.

mod cache;
mod calls;
mod complete;
mod generate;
mod guide;
mod lookup;
mod model;
mod of_link;
mod predict;
mod previous;
mod record;
mod retrieve;
mod text;
mod today;

pub(super) use crate::data::MODE;
pub(super) use cache::store;
pub(super) use complete::complete;
pub(super) use generate::draft;
pub(super) use lookup::{DatasetInquiry, look_up};
pub(super) use of_link::look_up_for_link;
pub(super) use record::origin;
pub(super) use retrieve::retrieve;

use super::{context::TurnContext, draft::Draft};
use crate::{
    State,
    data::{analysis::Analysis, answerer::Answerer},
    sse::Started,
};
use cache::{CachedAnalysis, Slot};
use previous::Before;
use sisuiq_datasets::TableCopy;
use sisuiq_datasets_db::{dataset_uses, datasets::Dataset};
use sisuiq_model::{FrameKey, Language};
use sisuiq_planner::Vocabulary;
use std::{fmt, sync::Arc};
use tracing::warn;

/// The name of the planner in records and cached answers. Bump when plans or texts change: older cached answers become misses.
const PLANNER: &str = concat!("planner/", env!("CARGO_PKG_VERSION"), ".2");

/// A question about a dataset that can be answered now.
pub(super) struct DatasetTurn {
    pub(super) context: TurnContext,
    /// The dataset; `None` for a question about none.
    pub(super) about: Option<About>,
    /// The language of the answer.
    pub(super) language: Language,
    /// The language of errors.
    pub(super) shown_in: Language,
    previous: Option<Before>,
    answerer: Answerer,
    material: Material,
    slot: Option<Slot>,
}

/// A dataset and the revision that is read.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) dataset: Dataset,
    pub(super) revision: i32,
}

/// What an answer is made of.
enum Material {
    /// A table and its words. The dataset is in use.
    Table { table: Arc<TableCopy>, vocabulary: Arc<Vocabulary>, in_use: dataset_uses::DatasetUse },
    /// No table, and the words of predictions.
    Nothing(Arc<Vocabulary>),
    /// A cached answer.
    Cached(Box<CachedAnalysis>),
}

impl fmt::Debug for DatasetTurn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DatasetTurn").field("context", &self.context).finish_non_exhaustive()
    }
}

impl About {
    fn key(&self) -> FrameKey {
        FrameKey { dataset_id: self.dataset.id, revision: self.revision }
    }
}

impl DatasetTurn {
    pub(super) fn started(&self) -> Started {
        self.context.started(self.sources())
    }

    /// The name of the dataset, as the source of the answer.
    fn sources(&self) -> Vec<String> {
        self.about.iter().map(|about| about.dataset.dataset_name.clone()).collect()
    }

    /// Ends the use of the dataset. When that fails, the use ends by itself.
    pub(super) async fn release(&self, state: &State) {
        let Material::Table { in_use, .. } = &self.material else { return };
        let released = async { dataset_uses::end(&state.database.connection().await?, *in_use).await };
        if let Err(error) = released.await {
            warn!(error = &error as &dyn std::error::Error, "a dataset stays in use for a while");
        }
    }
}

/// The parts of a draft that only answers about a dataset have.
fn analysis(draft: &Draft) -> Analysis {
    draft.analysis.as_deref().cloned().unwrap_or_default()
}
