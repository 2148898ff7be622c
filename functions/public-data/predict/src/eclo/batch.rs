//! `POST /api/predict/eclo/batch`: stores a batch of accidents, which `predict-batch` predicts.

use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sisuiq_accidents::{Fields, Language};
use sisuiq_clock::later;
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{PredictionBatchId, PredictionBatchStatus};
use sisuiq_public_data_db::prediction_batch_items::{self, NewItem, Outcome};
use sisuiq_public_data_db::prediction_batches::{self, NewBatch};
use std::time::Duration;
use utoipa::ToSchema;

use crate::State;
use crate::accident::{AccidentIn, Sent};
use crate::refused::repeated;

/// The most accidents of a batch.
const MOST: usize = 100;
/// The most batches of all callers that may wait.
const MOST_WAITING: i64 = 100;
/// The time after which a place in the queue is probably free.
const QUEUE_RETRY: Duration = Duration::from_secs(5);
/// The time from creation, and again from the end, for which a batch can be read.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// The expected time of a batch, the delivery of its message included.
const EXPECTED: SignedDuration = SignedDuration::from_secs(2);

/// Accidents to predict.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct BatchIn {
    /// 1 to 100 accidents. One that is invalid gets an error in the results and does not affect the others.
    #[serde(default)]
    #[schema(value_type = Vec<AccidentIn>, required = true, min_items = 1, max_items = 100)]
    accidents: Vec<Sent>,
}

/// A batch that waits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BatchOut {
    /// Its id.
    batch_id: PredictionBatchId,
    /// `processing`: the batch is accepted.
    status: PredictionBatchStatus,
    /// The number of accidents.
    #[schema(example = 100, minimum = 1, maximum = 100)]
    total: usize,
    /// The path of the results.
    #[schema(example = "/api/predict/batch/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/results")]
    results_url: String,
    /// The time at which the results are probably complete.
    estimated_completion: Timestamp,
}

/// Predict a batch of accidents
///
/// Accepts up to 100 accidents and predicts them afterwards. The results can be read for 24 hours. More than 100 accidents, and a queue
/// of 100 batches of all callers, are answered with 429.
#[utoipa::path(
    post,
    path = "/api/predict/eclo/batch",
    tag = "predictions",
    extensions(("x-throttle" = json!("work"))),
    request_body = BatchIn,
    params(IdempotencyHeader),
    responses(
        (status = 202, body = BatchOut),
        BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::PredictionsUse, Uploads>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<BatchIn>,
) -> Result<Response> {
    let items = items(input.accidents, state.predictor.fields())?;
    let now = state.clock.now();
    let id = PredictionBatchId(state.clock.uuid_v7());
    let total = i32::try_from(items.len()).map_err(Problem::internal)?;
    let new = NewBatch { id, owner: caller.id, total, created_at: now, expires_at: later(now, LIFETIME) };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    // one at a time counts and stores, so that the queue never exceeds its length
    prediction_batches::lock_queue(&transaction).await?;
    let waiting = prediction_batches::count_waiting(&transaction, now).await?;
    if waiting >= MOST_WAITING {
        return Err(queue_is_full());
    }
    prediction_batches::insert(&transaction, &new).await?;
    prediction_batch_items::insert(&transaction, id, &items).await?;
    let out = BatchOut {
        batch_id: id,
        status: PredictionBatchStatus::Processing,
        total: items.len(),
        results_url: format!("/api/predict/batch/{id}/results"),
        estimated_completion: later(now, EXPECTED + SignedDuration::from_secs(waiting)),
    };
    let response = claimed.respond(&transaction, StatusCode::ACCEPTED, &out).await?;
    transaction.commit().await?;
    drop(connection);
    announce("predict_batch", id, state.queue.send_predict_batch(id.0)).await;
    Ok(response)
}

/// The items of a batch, refused ones with their errors.
fn items(accidents: Vec<Sent>, fields: &Fields) -> Result<Vec<NewItem>> {
    if accidents.is_empty() {
        let fault = FieldError::new("accidents", "must contain 1 to 100 accidents");
        let problem = Problem::bad_request("there is no accident in the batch: send 1 to 100");
        return Err(problem.in_korean("일괄 예측할 사고가 없습니다. 1건에서 100건까지 보내세요").errors(vec![fault]));
    }
    if accidents.len() > MOST {
        return Err(Problem::too_many_items(MOST));
    }
    Ok(accidents.into_iter().map(|accident| item(accident, fields)).collect())
}

fn item(Sent { value, repeated: names }: Sent, fields: &Fields) -> NewItem {
    let refused = || Outcome {
        features: fields.renamed(&value, Language::Korean),
        figures: None,
        notes: Vec::new(),
        errors: names.iter().map(|name| repeated(name)).collect(),
    };
    let outcome = (!names.is_empty()).then(refused);
    NewItem { input: value, outcome }
}

fn queue_is_full() -> Problem {
    Problem::too_many_requests(QUEUE_RETRY)
        .detail("the queue is full: 100 batches wait; try again in a few seconds")
        .in_korean("대기열이 가득 찼습니다. 100개의 작업이 기다리고 있습니다. 몇 초 후에 다시 시도하세요")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    fn read(accidents: usize) -> Result<Vec<NewItem>> {
        let BatchIn { accidents } = from_value(json!({ "accidents": vec![json!({}); accidents] })).unwrap();
        items(accidents, Fields::built_in().unwrap())
    }

    #[test]
    fn size_of_batches_is_limited() {
        assert_eq!(read(0).unwrap_err().status(), StatusCode::BAD_REQUEST);
        assert_eq!(read(101).unwrap_err().status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(read(100).unwrap().len(), 100);
    }

    #[test]
    fn repeated_members_refuse_only_their_item() {
        let text = r#"{"accidents":[{"weather":"비"},{"weather":"비","weather":"눈"},7]}"#;
        let BatchIn { accidents } = serde_json::from_str(text).unwrap();
        let items = items(accidents, Fields::built_in().unwrap()).unwrap();
        let refused: Vec<bool> = items.iter().map(|item| item.outcome.is_some()).collect();
        assert_eq!(refused, [false, true, false]);
        let outcome = items.into_iter().nth(1).unwrap().outcome.unwrap();
        assert_eq!(json!(outcome.features), json!({ "기상상태": "눈" }));
        assert_eq!(outcome.errors.len(), 1);
    }
}
