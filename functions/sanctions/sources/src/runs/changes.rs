//! `GET /api/v1/sources/runs/{run_id}/changes`: what became of the entries of a list with a run.

use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_http::{
    BadRequest, FieldError, Forbidden, Json, NotFound, Paged, Paging, Path, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_lists::{Entity, FieldChange, field_changes};
use sisuiq_model::{ListChange, ListEntityId, ListEntityKind, Page, SourceRunId, UnknownName};
use sisuiq_sanctions_db::{
    list_changes::{self, ChangedEntity},
    source_runs,
};
use tracing::warn;
use utoipa::{IntoParams, ToSchema};

use crate::State;

/// Filters of the list of changes.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesIn {
    /// Only entries of which this became.
    #[garde(skip)]
    #[param(value_type = Option<ListChange>)]
    change: Option<String>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangesOut {
    /// The entries.
    data: Vec<ChangedEntityOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// An entry that is new, different or gone.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangedEntityOut {
    /// The entry.
    id: ListEntityId,
    /// The key that its publisher gives it.
    #[schema(example = "7140")]
    key: String,
    kind: ListEntityKind,
    /// Its name, the former one if it is gone.
    #[schema(example = "AERO-CARIBBEAN")]
    name: String,
    change: ListChange,
    /// What is different; null unless the entry is `changed`, or if an older version of the product stored it in another form.
    fields: Option<Vec<FieldChange>>,
}

/// List the changes of a run
///
/// The entries that are new, different or gone since the run before, by name.
#[utoipa::path(
    get,
    path = "/api/v1/sources/runs/{run_id}/changes",
    tag = "sources",
    params(("run_id" = SourceRunId, Path, description = "The run"), ChangesIn, Paging),
    responses(
        (status = 200, body = ChangesOut), BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::SourcesRead>,
    Extract(state): Extract<State>,
    Path(id): Path<SourceRunId>,
    Paged(ChangesIn { change }, Paging { limit, offset }): Paged<ChangesIn, Paging>,
) -> Result<Json<ChangesOut>> {
    let change: Option<ListChange> = change
        .map(|name| name.parse())
        .transpose()
        .map_err(|unknown: UnknownName| Problem::unprocessable(vec![FieldError::new("change", unknown.to_string())]))?;
    let page = Page { order: (), limit, offset, after: None };
    let connection = state.database.connection().await?;
    let found = list_changes::list(&id, change.as_ref(), &page).read(&connection).await?;
    if found.count == 0 && source_runs::find(&connection, id).await?.is_none() {
        return Err(Problem::not_found("run"));
    }
    drop(connection);
    Ok(Json(ChangesOut { data: found.rows.into_iter().map(ChangedEntityOut::from).collect(), count: found.count }))
}

impl From<ChangedEntity> for ChangedEntityOut {
    fn from(ChangedEntity { entity, key, kind, name, change, contents }: ChangedEntity) -> Self {
        let fields = contents.and_then(|(before, after)| compared(before, after));
        Self { id: entity, key, kind, name, change, fields }
    }
}

/// The differences of an entry; `None` if a version has another form than entries have today.
fn compared(before: Value, after: Value) -> Option<Vec<FieldChange>> {
    let entity = |content| {
        let read = serde_json::from_value::<Entity>(content);
        read.inspect_err(|error| warn!(%error, "a stored entry of a list has another form")).ok()
    };
    Some(field_changes(&entity(before)?, &entity(after)?))
}
