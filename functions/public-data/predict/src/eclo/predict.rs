//! `POST /api/predict/eclo`: predicts an accident and stores the prediction.

use axum::{extract::State as Extract, response::Response};
use http::StatusCode;
use jiff::Timestamp;
use sisuiq_accidents::Language as Names;
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, PreferredLanguage, Problem, Result,
    Submitted, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::PredictionId;
use sisuiq_public_data_db::predictions::{self, StoredPrediction};

use crate::State;
use crate::accident::{AccidentIn, Sent};
use crate::predicted::PredictedOut;
use crate::refused::Errors;

/// Predict the severity of an accident
///
/// Returns ECLO with an interval, the contribution of each feature and an explanation, and stores the prediction.
#[utoipa::path(
    post,
    path = "/api/predict/eclo",
    tag = "predictions",
    request_body = AccidentIn,
    params(IdempotencyHeader),
    responses(
        (status = 200, body = PredictedOut),
        BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn predict(
    caller: User<capabilities::PredictionsUse>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Submitted { input, idempotency_key }: Submitted<Sent>,
) -> Result<Response> {
    let predictor = &state.predictor;
    let mut errors = Errors::new(language);
    let reading = errors.read("", &input, |value| predictor.parse(value));
    let reading = errors.check(reading)?;
    let prediction = predictor.predict(&reading).map_err(Problem::internal)?;
    let new = StoredPrediction {
        id: PredictionId(state.clock.uuid_v7()),
        model_version: predictor.metadata().version.clone(),
        demo: predictor.metadata().demo,
        input: reading.accident.to_json(Names::English, predictor.fields()).into(),
        figures: prediction.estimate.into(),
        created_at: in_microseconds(state.clock.now()),
    };
    let out = PredictedOut::new(predictor, &prediction, language, (Some(new.id), new.created_at));
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), new.created_at).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    predictions::insert(&transaction, caller.id, &new).await?;
    let response = claimed.respond(&transaction, StatusCode::OK, &out).await?;
    transaction.commit().await?;
    Ok(response)
}

/// The time as the database stores it, so that the first response and later ones have the same.
fn in_microseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(time.as_microsecond()).unwrap_or(time)
}
