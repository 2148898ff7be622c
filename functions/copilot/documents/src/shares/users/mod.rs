//! `/api/documents/{id}/shares/users/{user_id}`: one account that may read a document.

pub(crate) mod delete;
pub(crate) mod put;

use serde::Deserialize;
use sisuiq_model::{DocumentId, UserId};
use utoipa::IntoParams;

/// The document and the account.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct UserShareIn {
    /// The document.
    id: DocumentId,
    /// The account.
    #[param(value_type = uuid::Uuid)]
    user_id: UserId,
}
