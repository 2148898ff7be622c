//! `GET /api/v1/knowledge/entities/{id}`: an entry of a sanctions list.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sisuiq_db::Connection;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_lists::Entity;
use sisuiq_model::{ListEntityId, ListEntityKind, Page, SourcePart, SourceRunId};
use sisuiq_sanctions_db::{
    list_entities::{self, ListEntity},
    list_entity_versions::{self, EntityVersion},
    related_entities,
    source_run_files::{self, RunFile},
    sources,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    CoveredListOut, ValidityOut,
    list::MOST_LISTS,
    ownership::{self, OwnershipOut},
    related::{self, RelatedOut},
};
use crate::{State, day};

/// The day of an entry.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct AtIn {
    /// The entry as it was on this day, instead of now.
    #[garde(skip)]
    #[param(value_type = Option<String>, format = Date, min_length = 10, max_length = 10, example = "2021-07-07")]
    at: Option<String>,
}

/// An entry of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListEntityOut {
    id: ListEntityId,
    /// Its list, and whether that is known on the day that was asked about.
    list: CoveredListOut,
    /// The key that its publisher gives it.
    #[schema(example = "7140")]
    key: String,
    /// Whether it was listed on that day, or is listed now. Null if the list is not known on that day.
    listed: Option<bool>,
    /// What the list said of it on that day; without a day what it says or said last. Null if it was not listed on that day.
    version: Option<EntityVersionOut>,
    /// What other lists say about the same person or thing. Null if an older version of the product stored the entry in another form.
    related: Option<RelatedOut>,
    /// What its list says about its owners and what it owns. Null if that is nothing.
    ownership: Option<OwnershipOut>,
}

/// What a list says of an entry.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntityVersionOut {
    /// Its number, from 1.
    #[schema(example = 1, minimum = 1)]
    number: i32,
    kind: ListEntityKind,
    /// The name under which the list has it.
    #[schema(example = "AERO-CARIBBEAN")]
    name: String,
    #[serde(flatten)]
    validity: ValidityOut,
    /// The run that brought it.
    run_id: SourceRunId,
    /// The files that it was read from.
    files: Vec<EntityFileOut>,
    /// All that the list says of it; null if an older version of the product stored it in another form.
    content: Option<Entity>,
}

/// A file that an entry was read from.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntityFileOut {
    /// Its part of the source.
    part: SourcePart,
    /// Its address.
    #[schema(example = "https://lists.example/sdn.csv")]
    url: String,
    /// The SHA-256 of its content, in hexadecimal digits.
    #[schema(
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        min_length = 64,
        max_length = 64
    )]
    sha256: String,
    /// When it was fetched.
    fetched_at: Timestamp,
}

/// Get an entry of a sanctions list
///
/// All that a list says of an entry now, or said on a day, with the files that it was read from; what other lists say about the same person or
/// thing, and owners.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/entities/{id}",
    tag = "knowledge",
    params(("id" = ListEntityId, Path, description = "The entry"), AtIn),
    responses(
        (status = 200, body = ListEntityOut), BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::ListsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<ListEntityId>,
    Query(AtIn { at }): Query<AtIn>,
) -> Result<Json<ListEntityOut>> {
    let at = day::parse(at.as_deref(), state.clock.now())?;
    let connection = state.database.connection().await?;
    let entity = list_entities::find(&connection, id).await?.ok_or_else(|| Problem::not_found("entity"))?;
    let source = sources::find(&connection, entity.source).await?.ok_or_else(|| Problem::not_found("entity"))?;
    let version = match at {
        Some(day) => list_entity_versions::find_at(&connection, id, day).await?,
        None => list_entity_versions::find_latest(&connection, id).await?,
    };
    let files = match &version {
        Some(version) => source_run_files::list(&connection, version.begun_by).await?,
        None => Vec::new(),
    };
    let content = match &version {
        Some(version) => super::parsed(version.content.clone()),
        None => content_of(&connection, &entity, at).await?,
    };
    let ownership = match &content {
        Some(content) => ownership::read(&connection, (entity.source, &entity.key), content, at).await?,
        None => None,
    };
    let compared = match content {
        Some(content) => {
            let wanted = related::wanted(&content);
            let most = related::MOST_COMPARED;
            let found = related_entities::list_candidates(&connection, entity.source, &wanted, at, most).await?;
            let every = Page { order: (), limit: MOST_LISTS, offset: 0, after: None };
            let known = sources::list(None, &every).read(&connection).await?.rows;
            Some((content, found, known.into_iter().filter(|source| source.id != entity.source).collect()))
        }
        None => None,
    };
    drop(connection);
    let list = CoveredListOut::new(source, at);
    let is_listed = version.as_ref().is_some_and(|version| at.is_some() || version.validity.valid_to.is_none());
    let listed = list.covers.then_some(is_listed);
    let version = version.map(|version| EntityVersionOut::new(version, files));
    let related = match compared {
        Some((content, found, others)) => Some(related::compare((content, listed), found, others, at).await?),
        None => None,
    };
    Ok(Json(ListEntityOut { id, list, key: entity.key, listed, version, related, ownership }))
}

/// What a list said of an entry when it was on the list last before a day, or first after; `None` if it is stored in another form.
async fn content_of(connection: &Connection, entity: &ListEntity, at: Option<Date>) -> Result<Option<Entity>> {
    let found = related_entities::list_of_keys(connection, entity.source, &[&entity.key], at, 1).await?;
    Ok(found.into_iter().next().and_then(|entry| super::parsed(entry.content)))
}

impl EntityVersionOut {
    fn new(version: EntityVersion, files: Vec<RunFile>) -> Self {
        let EntityVersion { number, kind, name, begun_by, validity, content, .. } = version;
        Self {
            number,
            kind,
            name,
            validity: validity.into(),
            run_id: begun_by,
            files: files.into_iter().map(EntityFileOut::from).collect(),
            content: super::parsed(content),
        }
    }
}

impl From<RunFile> for EntityFileOut {
    fn from(RunFile { part, url, sha256, fetched_at, .. }: RunFile) -> Self {
        Self { part, url, sha256: hex::encode(sha256), fetched_at }
    }
}
