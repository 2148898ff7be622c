//! `GET /api/v1/sources/freshness`: whether what is known of the sources is up to date.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{Page, SourceId, SourceState};
use sisuiq_sanctions_db::sources::{self, Source};
use sisuiq_sources::schedule::FRESHNESS_OBJECTIVE;
use utoipa::ToSchema;

use crate::{State, settings::MOST, source::state as state_of};

/// How up to date the sources are.
#[derive(Serialize, ToSchema)]
pub(crate) struct FreshnessOut {
    /// The objective: hours within which a source is read again.
    #[schema(example = 48, minimum = 1)]
    objective_hours: i64,
    /// True if no enabled source is late.
    fresh: bool,
    /// All sources by name.
    data: Vec<SourceFreshnessOut>,
}

/// How up to date a source is.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceFreshnessOut {
    id: SourceId,
    /// Its name.
    #[schema(example = "OFAC SDN list")]
    name: String,
    /// The dataset whose answers rest on it.
    #[schema(example = "US-Sanctions")]
    dataset: String,
    /// Whether what is known of it is up to date.
    state: SourceState,
    /// The end of the last run that read it, whether it had changed or not.
    read_at: Option<Timestamp>,
    /// The end of the last run that found a change.
    changed_at: Option<Timestamp>,
    /// Whole hours since it was read; null if it never was.
    #[schema(example = 7, minimum = 0)]
    age_hours: Option<i64>,
    /// Failed runs since the last one that read it.
    #[schema(example = 0, minimum = 0)]
    failures: i32,
}

/// Freshness of the sources
///
/// For each source when it was read last, and whether that is within the objective.
#[utoipa::path(
    get,
    path = "/api/v1/sources/freshness",
    tag = "sources",
    responses((status = 200, body = FreshnessOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn freshness(
    _caller: User<capabilities::SourcesRead>,
    Extract(state): Extract<State>,
) -> Result<Json<FreshnessOut>> {
    let page = Page { order: (), limit: MOST, offset: 0, after: None };
    let connection = state.database.connection().await?;
    let found = sources::list(None, &page).read(&connection).await?;
    drop(connection);
    let now = state.clock.now();
    let data: Vec<_> = found.rows.into_iter().map(|source| SourceFreshnessOut::new(source, now)).collect();
    let fresh = data.iter().all(|source| source.state != SourceState::Late);
    Ok(Json(FreshnessOut { objective_hours: FRESHNESS_OBJECTIVE.as_hours(), fresh, data }))
}

impl SourceFreshnessOut {
    fn new(source: Source, now: Timestamp) -> Self {
        let state = state_of(&source, now);
        Self {
            id: source.id,
            name: source.settings.name,
            dataset: source.settings.dataset,
            state,
            read_at: source.read_at,
            changed_at: source.changed_at,
            age_hours: source.read_at.map(|read| now.duration_since(read).as_hours().max(0)),
            failures: source.failures,
        }
    }
}
