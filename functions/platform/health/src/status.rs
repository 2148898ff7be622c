//! What is said about a service, and about all of them together.

use serde::Serialize;
use utoipa::ToSchema;

/// How a service is doing.
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
    /// Whether its work gets done at all.
    pub(crate) fn is_up(self) -> bool {
        self != Self::Unhealthy
    }
}

/// One service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ServiceOut {
    pub(crate) status: Status,
    /// How long the answer took, in milliseconds.
    #[schema(example = 12)]
    pub(crate) latency_ms: u64,
    #[schema(example = "ok")]
    pub(crate) message: String,
}

/// The services together are as bad as the worst of them.
pub(crate) fn overall(services: impl IntoIterator<Item = Status>) -> Status {
    services.into_iter().max().unwrap_or(Status::Healthy)
}
