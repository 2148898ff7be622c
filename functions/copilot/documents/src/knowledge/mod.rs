//! `/api/v1/knowledge/datasets`: named collections of documents.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod documents;
pub(crate) mod list;
mod name;

use serde::Serialize;
use sisuiq_documents_db::knowledge_datasets::KnowledgeDataset;
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::Capability;
use utoipa::ToSchema;

/// A dataset of documents.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnowledgeDatasetOut {
    /// Its name.
    #[schema(example = "EU-Sanctions")]
    name: String,
    /// What it contains.
    #[schema(example = "Sanctions law of the European Union")]
    description: String,
    /// The number of its documents that the caller may see.
    #[schema(example = 12, minimum = 0)]
    document_count: i64,
    /// False if it always exists.
    #[schema(example = false)]
    is_custom: bool,
    /// True if it belongs to the caller. Others that are no default ones are of administrators, for everyone.
    #[schema(example = false)]
    is_own: bool,
}

impl KnowledgeDatasetOut {
    /// A dataset as this caller sees it.
    pub(crate) fn of(dataset: KnowledgeDataset, caller: &Caller) -> Self {
        let KnowledgeDataset { owner, name, description, documents, .. } = dataset;
        let is_own = owner == Some(caller.id);
        Self { name, description, document_count: documents, is_custom: owner.is_some(), is_own }
    }
}

/// Passes a dataset on to those who may change it: its owner, and administrators who see it. Others get 403.
fn writable(dataset: KnowledgeDataset, caller: &Caller) -> Result<KnowledgeDataset> {
    let may = dataset.owner == Some(caller.id) || caller.administers(Capability::DocumentsManage);
    if may { Ok(dataset) } else { Err(Problem::forbidden()) }
}

fn no_dataset() -> Problem {
    Problem::not_found("dataset")
}
