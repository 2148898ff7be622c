//! `/api/documents/{id}/shares/roles/{role}`: a role whose accounts may read a document.

pub(crate) mod delete;
pub(crate) mod put;

use serde::Deserialize;
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_model::{DocumentId, UserRole};
use utoipa::IntoParams;

/// The document and the role.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct RoleShareIn {
    /// The document.
    id: DocumentId,
    /// The role: admin, analyst, compliance, auditor or user.
    #[param(min_length = 1, max_length = 32, example = "analyst")]
    role: String,
}

/// Parses the role to share with. Guests are refused, because they may not read documents.
fn parse(role: &str) -> Result<UserRole> {
    let known = role.parse().map_err(|error: sisuiq_model::UnknownName| error.to_string());
    let known = known
        .and_then(|role| if role == UserRole::Guest { Err("guests read no documents".to_owned()) } else { Ok(role) });
    known.map_err(|fault| Problem::unprocessable(vec![FieldError::new("role", fault)]))
}
