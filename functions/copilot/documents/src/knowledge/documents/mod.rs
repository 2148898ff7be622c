//! `/api/v1/knowledge/datasets/{name}/documents`: the documents of a dataset.

pub(crate) mod create;
pub(crate) mod list;
