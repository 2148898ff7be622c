//! `GET /api/predict/predictions`: the caller's predictions.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use http::Uri;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Cursor, CursorPaging, Forbidden, Json, PreferredLanguage, Query, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::Page;
use sisuiq_public_data_db::predictions;
use utoipa::ToSchema;

use crate::State;
use crate::stored::StoredPredictionOut;

/// One page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PredictionsOut {
    /// The predictions, newest first.
    data: Vec<StoredPredictionOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List predictions
///
/// The caller's stored predictions, newest first. Batches are not among them.
#[utoipa::path(
    get,
    path = "/api/predict/predictions",
    tag = "predictions",
    params(CursorPaging),
    responses(
        (
            status = 200, body = PredictionsOut,
            headers(("link" = String, description = "The next page, unless this is the last one")),
            links(("prediction" = (
                operation_id = "get_predict_predictions_id",
                parameters(("id" = "$response.body#/data/0/prediction_id"))
            )))
        ),
        BadRequest, Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::PredictionsUse>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    uri: Uri,
    Query(CursorPaging { limit, offset, cursor }): Query<CursorPaging>,
) -> Result<impl IntoResponse> {
    let page = Page { order: (), limit, offset, after: cursor.map(|cursor| (cursor.at, cursor.id)) };
    let connection = state.database.connection().await?;
    let found = predictions::list_owned(&caller.id, &page).read(&connection).await?;
    let last = found.rows.last().filter(|_| usize::try_from(limit) == Ok(found.rows.len()));
    let next = last.and_then(|last| Cursor { at: last.created_at, id: last.id }.link(&uri));
    let data = found.rows.into_iter().map(|stored| StoredPredictionOut::new(stored, language)).collect();
    Ok((AppendHeaders(next), Json(PredictionsOut { data, count: found.count })))
}
