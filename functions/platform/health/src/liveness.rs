//! The liveness of the service as the API shows it.

use serde::Serialize;
use utoipa::ToSchema;

/// The liveness of the service.
#[derive(Serialize, ToSchema)]
pub(crate) struct AliveOut {
    #[schema(example = "ok")]
    pub(crate) status: &'static str,
}
