//! Batches of predictions and stored predictions, on a database.
#![expect(clippy::unwrap_used, reason = "test code")]

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, json};
use sisuiq_accounts_db::users::{self, NewUser};
use sisuiq_db::{Connection, Database, Transaction};
use sisuiq_model::{
    AccidentSeverity, Page, PredictionBatchError, PredictionBatchId, PredictionBatchStatus, PredictionId, Text, UserId,
    UserRole,
};
use sisuiq_public_data_db::prediction_batch_items::{self, FinishedItem, NewItem, Outcome};
use sisuiq_public_data_db::prediction_batches::{self, BatchModel, NewBatch};
use sisuiq_public_data_db::predictions::{self, Figures, StoredInterval, StoredPrediction};
use sisuiq_testing::{Stack, TestDatabase};
use uuid::Uuid;

const NOON: Timestamp = Timestamp::constant(1_800_000_000, 0);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const ID: PredictionBatchId = PredictionBatchId(Uuid::from_u128(7));

fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

fn figures(eclo: f64) -> Figures {
    let interval = Some(StoredInterval { lower: eclo / 2.0, upper: eclo * 2.0, level: 0.9 });
    Figures { raw: eclo.ln_1p(), eclo, interval, severity: AccidentSeverity::Moderate }
}

fn predicted(eclo: f64) -> Outcome {
    let notes = vec![Text::new("메모", "note")];
    Outcome { features: Map::new(), figures: Some(figures(eclo)), notes, errors: Vec::new() }
}

fn refused() -> Outcome {
    Outcome { features: Map::new(), figures: None, notes: Vec::new(), errors: vec![Text::new("오류", "error")] }
}

fn model(version: &str) -> BatchModel {
    BatchModel { version: version.to_owned(), demo: true }
}

async fn database() -> Database {
    let database = TestDatabase::create(&Stack::from_process()).await.open(2);
    let connection = database.connection().await.unwrap();
    for number in [1, 2] {
        let email = format!("user-{number}@example.com");
        let new = NewUser {
            id: user(number),
            email: &email,
            name: "somebody",
            password_hash: "none",
            role: UserRole::User,
            created_at: NOON,
        };
        assert!(users::insert(&connection, &new).await.unwrap());
    }
    drop(connection);
    database
}

/// Stores a batch of the first account with three items, of which the second is refused.
async fn batch(transaction: &Transaction<'_>, id: PredictionBatchId) {
    let new = NewBatch { id, owner: user(1), total: 3, created_at: NOON, expires_at: NOON + DAY };
    prediction_batches::lock_queue(transaction).await.unwrap();
    prediction_batches::insert(transaction, &new).await.unwrap();
    let item = |outcome| NewItem { input: json!({ "weather": null }), outcome };
    let items = [item(None), item(Some(refused())), NewItem { input: json!(null), outcome: None }];
    prediction_batch_items::insert(transaction, id, &items).await.unwrap();
}

async fn finish(transaction: &Transaction<'_>, id: PredictionBatchId, most: i64, eclo: f64) -> PredictionBatchStatus {
    let waiting = prediction_batch_items::list_waiting(transaction, id, most).await.unwrap();
    let finished: Vec<_> =
        waiting.iter().map(|item| FinishedItem { index: item.index, outcome: predicted(eclo) }).collect();
    prediction_batch_items::finish(transaction, id, &finished).await.unwrap();
    prediction_batches::advance(transaction, id, NOON, NOON + DAY + DAY).await.unwrap()
}

async fn outcomes(connection: &Connection, id: PredictionBatchId) -> Vec<(i32, Option<f64>)> {
    let items = prediction_batch_items::list_finished(connection, id).await.unwrap();
    items.iter().map(|item| (item.index, item.outcome.figures.map(|figures| figures.eclo))).collect()
}

#[tokio::test]
async fn batch_ends_with_its_last_item() {
    let database = database().await;
    let mut connection = database.connection().await.unwrap();
    let transaction = connection.transaction().await.unwrap();
    batch(&transaction, ID).await;
    assert_eq!(prediction_batches::count_waiting(&transaction, NOON).await.unwrap(), 1);
    assert_eq!(prediction_batches::count_waiting(&transaction, NOON + DAY).await.unwrap(), 0);
    let held = prediction_batches::hold_unfinished(&transaction, ID, NOON).await.unwrap().unwrap();
    assert_eq!((held.status, held.model, held.total), (PredictionBatchStatus::Pending, None, 3));
    prediction_batches::begin(&transaction, ID, &model("one"), NOON).await.unwrap();
    assert_eq!(finish(&transaction, ID, 1, 4.0).await, PredictionBatchStatus::Processing);
    assert_eq!(finish(&transaction, ID, 9, 5.0).await, PredictionBatchStatus::Success);
    assert_eq!(prediction_batches::hold_unfinished(&transaction, ID, NOON).await.unwrap(), None);
    transaction.commit().await.unwrap();
    assert_eq!(outcomes(&connection, ID).await, [(1, Some(4.0)), (2, None), (3, Some(5.0))]);
    let items = prediction_batch_items::list_finished(&connection, ID).await.unwrap();
    assert_eq!((&items[0].outcome, &items[1].outcome), (&predicted(4.0), &refused()));
    let find = async |owner, at| prediction_batches::find_owned(&connection, ID, owner, at).await.unwrap();
    let found = find(user(1), NOON + DAY).await.unwrap();
    assert_eq!((found.status, found.model), (PredictionBatchStatus::Success, Some(model("one"))));
    assert_eq!((find(user(2), NOON).await, find(user(1), NOON + DAY + DAY).await), (None, None));
    assert_eq!(prediction_batches::delete_expired(&connection, NOON + DAY, 9).await.unwrap(), 0);
    assert_eq!(prediction_batches::delete_expired(&connection, NOON + DAY + DAY, 9).await.unwrap(), 1);
    assert_eq!(outcomes(&connection, ID).await, []);
}

#[tokio::test]
async fn another_model_reopens_only_figures() {
    let database = database().await;
    let mut connection = database.connection().await.unwrap();
    let transaction = connection.transaction().await.unwrap();
    batch(&transaction, ID).await;
    prediction_batches::begin(&transaction, ID, &model("one"), NOON).await.unwrap();
    finish(&transaction, ID, 1, 4.0).await;
    prediction_batch_items::reopen(&transaction, ID).await.unwrap();
    prediction_batches::begin(&transaction, ID, &model("two"), NOON + DAY).await.unwrap();
    let held = prediction_batches::hold_unfinished(&transaction, ID, NOON).await.unwrap().unwrap();
    assert_eq!((held.model, held.started_at), (Some(model("two")), Some(NOON)));
    assert_eq!(finish(&transaction, ID, 9, 6.0).await, PredictionBatchStatus::Success);
    transaction.commit().await.unwrap();
    assert_eq!(outcomes(&connection, ID).await, [(1, Some(6.0)), (2, None), (3, Some(6.0))]);
}

#[tokio::test]
async fn stored_outcome_is_final() {
    let database = database().await;
    let mut connection = database.connection().await.unwrap();
    let transaction = connection.transaction().await.unwrap();
    batch(&transaction, ID).await;
    let refinished = [FinishedItem { index: 2, outcome: predicted(1.0) }];
    assert!(prediction_batch_items::finish(&transaction, ID, &refinished).await.is_err());
}

#[tokio::test]
async fn sweep_finds_idle_and_slow_batches() {
    let database = database().await;
    let mut connection = database.connection().await.unwrap();
    let other = PredictionBatchId(Uuid::from_u128(8));
    let transaction = connection.transaction().await.unwrap();
    batch(&transaction, ID).await;
    batch(&transaction, other).await;
    prediction_batches::begin(&transaction, other, &model("one"), NOON).await.unwrap();
    transaction.commit().await.unwrap();
    let idle = async |since: Timestamp| prediction_batches::list_idle(&connection, since, NOON, 9).await.unwrap();
    assert_eq!((idle(NOON).await, idle(NOON - DAY).await), (vec![ID, other], vec![]));
    let fail =
        async |before| prediction_batches::fail_begun_before(&connection, before, NOON + DAY, NOON + DAY + DAY).await;
    assert_eq!(fail(NOON - SignedDuration::from_secs(1)).await.unwrap(), []);
    assert_eq!(fail(NOON).await.unwrap(), [other]);
    assert_eq!(idle(NOON).await, [ID]);
    let failed = prediction_batches::find_owned(&connection, other, user(1), NOON + DAY).await.unwrap().unwrap();
    assert_eq!((failed.status, failed.error), (PredictionBatchStatus::Failed, Some(PredictionBatchError::TimedOut)));
}

#[tokio::test]
async fn predictions_are_listed_by_owner() {
    let database = database().await;
    let connection = database.connection().await.unwrap();
    let stored = |number: u128, interval| StoredPrediction {
        id: PredictionId(Uuid::from_u128(number)),
        model_version: "one".to_owned(),
        demo: false,
        input: json!({ "weather": "맑음" }),
        figures: Figures { interval, ..figures(3.5) },
        created_at: NOON + SignedDuration::from_secs(i64::try_from(number).unwrap()),
    };
    let all = [stored(1, None), stored(2, figures(3.5).interval), stored(3, None)];
    for (owner, new) in [(1, &all[0]), (1, &all[1]), (2, &all[2])] {
        predictions::insert(&connection, user(owner), new).await.unwrap();
    }
    let page = |limit, offset| Page { order: (), limit, offset, after: None };
    let found = predictions::list_owned(&user(1), &page(50, 0)).read(&connection).await.unwrap();
    assert_eq!((found.count, found.rows), (2, vec![all[1].clone(), all[0].clone()]));
    let after = Some((all[1].created_at, all[1].id.0));
    let found = predictions::list_owned(&user(1), &Page { after, ..page(1, 0) }).read(&connection).await.unwrap();
    assert_eq!((found.count, found.rows), (2, vec![all[0].clone()]));
    let plan = predictions::list_owned(&user(1), &page(50, 0)).plan(&connection).await.unwrap();
    assert!(plan.iter().any(|line| line.contains("predictions_user_id_idx")), "{plan:#?}");
    let find = async |id, owner| predictions::find_owned(&connection, id, owner).await.unwrap();
    assert_eq!((find(all[0].id, user(1)).await, find(all[0].id, user(2)).await), (Some(all[0].clone()), None));
    assert_eq!(predictions::delete_before(&connection, all[1].created_at, 9).await.unwrap(), 1);
    assert_eq!(predictions::list_owned(&user(1), &page(50, 9)).read(&connection).await.unwrap().count, 1);
}
