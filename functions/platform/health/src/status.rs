//! The health of one service and of all services.

use serde::Serialize;
use utoipa::ToSchema;

/// The health of a service.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// It answers as it should.
    Healthy,
    /// It answers, but slowly.
    Degraded,
    /// It does not do its work.
    Unhealthy,
}

impl Status {
    /// Returns whether its work gets done at all.
    pub(crate) fn is_up(self) -> bool {
        self != Self::Unhealthy
    }
}

/// One service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ServiceOut {
    pub(crate) status: Status,
    /// The response time in milliseconds.
    #[schema(example = 12)]
    pub(crate) latency_ms: u64,
    #[schema(example = "ok")]
    pub(crate) message: String,
}

/// The services together are as bad as the worst of them.
pub(crate) fn overall(services: impl IntoIterator<Item = Status>) -> Status {
    services.into_iter().max().unwrap_or(Status::Healthy)
}
