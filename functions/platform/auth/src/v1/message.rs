//! A confirmation as the API shows it.

use serde::Serialize;
use utoipa::ToSchema;

/// A confirmation.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerMessageOut {
    #[schema(example = "Logged out successfully")]
    pub(crate) message: &'static str,
}
