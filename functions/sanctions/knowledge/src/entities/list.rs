//! `GET /api/v1/knowledge/entities`: entries of sanctions lists.

use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_db::anywhere;
use sisuiq_http::{
    FieldError, Forbidden, Json, Paged, Paging, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ListEntityId, ListEntityKind, Page, SourceFormat, SourceId, UnknownName};
use sisuiq_sanctions_db::{
    list_entities::{self, EntityFilters, ListedEntity},
    sources,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{CoveredListOut, ValidityOut};
use crate::{State, day};

/// The maximum number of lists.
pub(crate) const MOST_LISTS: i64 = 200;

/// Filters of the list of entries.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct EntitiesIn {
    /// A part of one of the names, ignoring case; names in other scripts are found in Latin letters, too.
    #[garde(inner(length(chars, min = 2, max = 200)))]
    #[param(min_length = 2, max_length = 200, example = "caribbean")]
    q: Option<String>,
    /// Only entries of the list of this source.
    #[garde(skip)]
    #[param(value_type = Option<SourceId>)]
    list: Option<String>,
    /// Only entries of this kind.
    #[garde(skip)]
    #[param(value_type = Option<ListEntityKind>)]
    kind: Option<String>,
    /// Entries as they were on this day, instead of now.
    #[garde(skip)]
    #[param(value_type = Option<String>, format = Date, min_length = 10, max_length = 10, example = "2021-07-07")]
    at: Option<String>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntitiesOut {
    /// The entries.
    data: Vec<ListedEntityOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
    /// The lists that were looked at, and whether they are known on that day.
    lists: Vec<CoveredListOut>,
}

/// An entry of a list, in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedEntityOut {
    id: ListEntityId,
    /// The source of its list.
    list_id: SourceId,
    /// The key that its publisher gives it.
    #[schema(example = "7140")]
    key: String,
    kind: ListEntityKind,
    /// The name under which the list has it.
    #[schema(example = "AERO-CARIBBEAN")]
    name: String,
    /// The programmes under which it is listed.
    #[schema(example = json!(["CUBA"]))]
    programmes: Vec<String>,
    /// The number of this version of the entry, from 1.
    #[schema(example = 1, minimum = 1)]
    version: i32,
    #[serde(flatten)]
    validity: ValidityOut,
}

/// List entries of sanctions lists
///
/// Entries that are listed now, or were listed on a day, by name. This finds names that contain a text; screening also finds names
/// that are written in another way.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/entities",
    tag = "knowledge",
    params(EntitiesIn, Paging),
    responses(
        (
            status = 200, body = EntitiesOut,
            links(("entity" = (
                operation_id = "get_v1_knowledge_entities_id",
                parameters(("id" = "$response.body#/data/0/id"))
            )))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::ListsRead>,
    Extract(state): Extract<State>,
    Paged(input, Paging { limit, offset }): Paged<EntitiesIn, Paging>,
) -> Result<Json<EntitiesOut>> {
    let at = day::parse(input.at.as_deref(), state.clock.now())?;
    let filters = filters(&input, at)?;
    let page = Page { order: (), limit, offset, after: None };
    let connection = state.database.connection().await?;
    let found = list_entities::list(&filters, &page).read(&connection).await?;
    let every = Page { order: (), limit: MOST_LISTS, offset: 0, after: None };
    let known = sources::list(None, &every).read(&connection).await?;
    drop(connection);
    let lists = known.rows.into_iter().filter(|source| source.settings.format != SourceFormat::Law);
    let lists = lists.filter(|source| filters.source.is_none_or(|wanted| wanted == source.id));
    let lists = lists.map(|source| CoveredListOut::new(source, at)).collect();
    let data = found.rows.into_iter().map(ListedEntityOut::from).collect();
    Ok(Json(EntitiesOut { data, count: found.count, lists }))
}

fn filters(EntitiesIn { q, list, kind, .. }: &EntitiesIn, at: Option<jiff::civil::Date>) -> Result<EntityFilters> {
    let mut errors = Vec::new();
    let source = list.as_deref().map(str::parse::<Uuid>).transpose().map(|id| id.map(SourceId));
    let source = source.unwrap_or_else(|_| {
        errors.push(FieldError::new("list", "must be the id of a source"));
        None
    });
    let kind = kind.as_deref().map(str::parse::<ListEntityKind>).transpose();
    let kind = kind.unwrap_or_else(|unknown: UnknownName| {
        errors.push(FieldError::new("kind", unknown.to_string()));
        None
    });
    if !errors.is_empty() {
        return Err(Problem::unprocessable(errors));
    }
    // names are stored in lower case
    let pattern = q.as_deref().map(|text| anywhere(&text.trim().to_lowercase()));
    Ok(EntityFilters { pattern, source, kind, at })
}

impl From<ListedEntity> for ListedEntityOut {
    fn from(ListedEntity { entity, kind, name, programmes, number, validity }: ListedEntity) -> Self {
        let (id, list_id, key) = (entity.id, entity.source, entity.key);
        Self { id, list_id, key, kind, name, programmes, version: number, validity: validity.into() }
    }
}
