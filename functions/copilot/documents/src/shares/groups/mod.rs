//! `/api/documents/{id}/shares/groups/{group_id}`: a group whose members may read a document.

pub(crate) mod delete;
pub(crate) mod put;

use serde::Deserialize;
use sisuiq_model::{AccountGroupId, DocumentId};
use utoipa::IntoParams;

/// The document and the group.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct GroupShareIn {
    /// The document.
    id: DocumentId,
    /// The group.
    #[param(value_type = uuid::Uuid)]
    group_id: AccountGroupId,
}
