//! `GET /api/predict/predictions/{id}`: one of the caller's predictions.

use axum::extract::State as Extract;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, PreferredLanguage, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::PredictionId;
use sisuiq_public_data_db::predictions;

use crate::State;
use crate::stored::StoredPredictionOut;

/// Get a prediction
///
/// One of the caller's stored predictions, with the figures of the model that computed it.
#[utoipa::path(
    get,
    path = "/api/predict/predictions/{id}",
    tag = "predictions",
    params(("id" = PredictionId, Path, description = "The prediction")),
    responses(
        (status = 200, body = StoredPredictionOut),
        BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::PredictionsUse>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<PredictionId>,
) -> Result<Json<StoredPredictionOut>> {
    let connection = state.database.connection().await?;
    let found = predictions::find_owned(&connection, id, caller.id).await?;
    let stored = found.ok_or_else(|| Problem::not_found("prediction").in_korean("예측을 찾을 수 없습니다"))?;
    Ok(Json(StoredPredictionOut::new(stored, language)))
}
