//! `GET /api/datasets/{id}/drift`: the differences from another dataset, such as that of an earlier year.

use crate::{
    State,
    dataset::ColumnKind,
    problems::no_dataset,
    query::Parameters,
    table::{compute, open_table},
};
use axum::extract::State as Extract;
use sisuiq_datasets_db::datasets;
use sisuiq_frames::drift::Drift;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PreferredLanguage, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language, Text};
use utoipa::{IntoParams, ToSchema};

/// The earlier dataset.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query, is never built")]
pub(crate) struct DriftIn {
    /// The dataset to compare with, as the earlier one.
    against: DatasetId,
}

/// The differences of columns.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body, is never built")]
pub(crate) struct DriftOut {
    /// The numbers of rows, the earlier one first.
    #[schema(min_items = 2, max_items = 2, example = json!([39_609, 41_002]))]
    row_counts: Vec<u64>,
    /// Columns of the later dataset only.
    #[schema(example = json!(["피해운전자 연령"]))]
    added: Vec<String>,
    /// Columns of the earlier dataset only.
    #[schema(example = json!(["법규위반"]))]
    removed: Vec<String>,
    /// Columns that have similar values under another name.
    renamed: Vec<ColumnRenamedOut>,
    /// Columns of another type.
    types: Vec<TypeChangeOut>,
    /// Categories with other values.
    categories: Vec<CategoryChangeOut>,
}

/// A column that probably has another name.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct ColumnRenamedOut {
    /// The earlier name.
    #[schema(example = "가해운전자 차종")]
    from: String,
    /// The later name.
    #[schema(example = "가해차종")]
    to: String,
    /// The similarity of the values, from 0 to 1.
    #[schema(example = 0.97, minimum = 0.0, maximum = 1.0)]
    content: f64,
    /// The similarity of the names, from 0 to 1.
    #[schema(example = 0.6, minimum = 0.0, maximum = 1.0)]
    name: f64,
}

/// A column of another type.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct TypeChangeOut {
    /// The later name.
    #[schema(example = "사고일시")]
    column: String,
    /// The earlier type.
    from: ColumnKind,
    /// The later type.
    to: ColumnKind,
}

/// A category with other values.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct CategoryChangeOut {
    /// The later name.
    #[schema(example = "기상상태")]
    column: String,
    /// Values of the later dataset only, at most 20.
    #[schema(example = json!(["안개"]))]
    added: Vec<String>,
    /// Their share of the later dataset's values, in percent.
    #[schema(example = 1.5, minimum = 0.0, maximum = 100.0)]
    added_percent: f64,
    /// Values of the earlier dataset only, at most 20.
    #[schema(example = json!(["기타"]))]
    removed: Vec<String>,
}

/// Compare two datasets
///
/// The differences between the columns of an earlier dataset and this one: added, removed and renamed columns, other types and other
/// categories.
#[utoipa::path(
    get,
    path = "/api/datasets/{id}/drift",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The later dataset"), DriftIn),
    responses(
        (status = 200, body = DriftOut),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn drift(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<DatasetId>,
    parameters: Parameters,
) -> Result<Json<Drift>> {
    let connection = state.datasets.database.connection().await?;
    let seen_by = caller.visibility();
    let later = datasets::find_visible(&connection, seen_by, id).await?.ok_or_else(no_dataset)?;
    let against = earlier_id(&parameters, language)?;
    let earlier = datasets::find_visible(&connection, seen_by, against).await?.ok_or_else(no_dataset)?;
    drop(connection);
    let (later, earlier) = (open_table(&state, &later).await?, open_table(&state, &earlier).await?);
    let drift = compute(later, move |later| Drift::between(&*earlier, later)).await?;
    drift.map(Json).map_err(Problem::internal)
}

/// Reads the id of the earlier dataset. 400 if it is missing, repeated or no UUID.
fn earlier_id(parameters: &Parameters, language: Language) -> Result<DatasetId> {
    let mut reader = parameters.reader(language);
    let id = reader.one("against").map(str::parse);
    match id {
        None => reader.refuse("against", &Text::new("필수 항목입니다", "is required")),
        Some(Err(_)) => reader.refuse("against", &Text::new("UUID여야 합니다", "must be a UUID")),
        Some(Ok(_)) => {}
    }
    reader.check()?;
    id.and_then(std::result::Result::ok).ok_or_else(no_dataset)
}
