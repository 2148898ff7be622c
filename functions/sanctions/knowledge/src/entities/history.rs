//! `GET /api/v1/knowledge/entities/{id}/history`: what a list said of an entry over time.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_lists::{Entity, FieldChange, field_changes};
use sisuiq_model::{ListEntityId, SourceRunId};
use sisuiq_sanctions_db::{
    list_entities,
    list_entity_versions::{self, EntityVersion},
};
use utoipa::ToSchema;

use super::ValidityOut;
use crate::State;

/// The maximum number of versions: a list that changed daily has them after half a year, and lists hardly do.
const MOST: i64 = 200;

/// What a list said of an entry over time.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntityHistoryOut {
    /// The versions, oldest first; the first 200.
    data: Vec<HistoryVersionOut>,
}

/// What a list said of an entry from one day to another.
#[derive(Serialize, ToSchema)]
pub(crate) struct HistoryVersionOut {
    /// The number of the version, from 1.
    #[schema(example = 2, minimum = 1)]
    version: i32,
    /// The name under which the list had it.
    #[schema(example = "AERO-CARIBBEAN")]
    name: String,
    #[serde(flatten)]
    validity: ValidityOut,
    /// The run that brought it.
    begun_by: SourceRunId,
    /// The run that ended it.
    ended_by: Option<SourceRunId>,
    /// True if the list did not have the entry between the version before and this one.
    returned: bool,
    /// What is different from the version before; null for the first one, or if an older version of the product stored one of them in
    /// another form.
    fields: Option<Vec<FieldChange>>,
}

/// Get the history of an entry
///
/// What a list said of an entry since it is watched, with the fields that changed.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/entities/{id}/history",
    tag = "knowledge",
    params(("id" = ListEntityId, Path, description = "The entry")),
    responses(
        (status = 200, body = EntityHistoryOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn history(
    _caller: User<capabilities::ListsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<ListEntityId>,
) -> Result<Json<EntityHistoryOut>> {
    let connection = state.database.connection().await?;
    list_entities::find(&connection, id).await?.ok_or_else(|| Problem::not_found("entity"))?;
    let versions = list_entity_versions::list(&connection, id, MOST).await?;
    drop(connection);
    let mut data = Vec::with_capacity(versions.len());
    let mut former: Option<(Option<SourceRunId>, Option<Entity>)> = None;
    for version in versions {
        let EntityVersion { number, name, begun_by, ended_by, validity, content, .. } = version;
        let returned = former.as_ref().is_some_and(|(ended_by, _)| *ended_by != Some(begun_by));
        let content = super::parsed(content);
        let before = former.as_ref().and_then(|(_, before)| before.as_ref());
        let fields = before.zip(content.as_ref()).map(|(before, after)| field_changes(before, after));
        let validity = validity.into();
        data.push(HistoryVersionOut { version: number, name, validity, begun_by, ended_by, returned, fields });
        former = Some((ended_by, content));
    }
    Ok(Json(EntityHistoryOut { data }))
}
