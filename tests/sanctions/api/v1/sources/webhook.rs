//! `/api/v1/sources/{id}/webhook`

use super::{PATH, creates, un_list};
use crate::product::SANCTIONS;
use axum::body::Body;
use http::{Method, Request};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_sources::webhook::WebhookSecret;
use uuid::Uuid;
use world::{Reply, World};

const OLD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEW: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
const BODY: &str = r#"{"type": "list.published"}"#;

/// A world with a source that has these secrets, and the path of the source's webhook.
async fn place(secrets: &[&str]) -> (World, String) {
    let world = World::new(SANCTIONS).await;
    world.prepare_storage().await;
    let source = creates(&world.admin().await, un_list()).await;
    let id = source.rsplit('/').next().unwrap();
    world.keeps_webhook_secrets(&json!({ id: secrets })).await;
    (world, format!("{source}/webhook"))
}

/// A webhook that was signed with a secret some seconds ago.
struct Webhook<'a> {
    id: &'a str,
    secret: &'a str,
    seconds_ago: i64,
    signed: &'a str,
}

const fn webhook(id: &str) -> Webhook<'_> {
    Webhook { id, secret: NEW, seconds_ago: 0, signed: BODY }
}

async fn sends(world: &World, path: &str, webhook: &Webhook<'_>) -> Reply {
    let at = world.clock().now().as_second() - webhook.seconds_ago;
    let signature = webhook.secret.parse::<WebhookSecret>().unwrap().sign(webhook.id, at, webhook.signed.as_bytes());
    let request = Request::builder().method(Method::POST).uri(path).header("webhook-id", webhook.id);
    let request = request.header("webhook-timestamp", at).header("webhook-signature", signature);
    world.send(request.body(Body::from(BODY)).unwrap()).await
}

async fn runs(world: &World, path: &str) -> Value {
    let source = path.strip_suffix("/webhook").unwrap();
    world.logs_in("admin").await.get(&format!("{source}/runs")).await.is(200).body.clone()
}

#[tokio::test]
async fn signed_webhook_starts_a_run() {
    let (world, path) = place(&[NEW]).await;
    let taken = sends(&world, &path, &webhook("msg_1")).await.is(202).matches_snapshot("post_v1_sources_id_webhook");
    let listed = runs(&world, &path).await;
    assert_eq!((&listed["count"], &listed["data"][0]["trigger"]), (&json!(1), &json!("webhook")));
    assert_eq!(listed["data"][0]["id"], taken["run_id"]);
}

#[tokio::test]
async fn unsigned_webhooks_are_refused() {
    let (world, path) = place(&[NEW]).await;
    for refused in [
        Webhook { secret: OLD, ..webhook("msg_1") },
        Webhook { signed: "{}", ..webhook("msg_2") },
        Webhook { seconds_ago: 301, ..webhook("msg_3") },
        Webhook { seconds_ago: -301, ..webhook("msg_4") },
        webhook("msg.5"),
    ] {
        sends(&world, &path, &refused).await.is_problem(401, "unauthorized");
    }
    world.stranger().post(&path, json!({})).await.is_problem(401, "unauthorized");
    world.logs_in("admin").await.post(&path, json!({})).await.is_problem(401, "unauthorized");
    assert_eq!(runs(&world, &path).await["count"], 0);
}

#[tokio::test]
async fn sources_without_secret_look_like_missing_ones() {
    let (world, path) = place(&[]).await;
    let without = sends(&world, &path, &webhook("msg_1")).await.is_problem(401, "unauthorized");
    let unknown = format!("{PATH}/{}/webhook", Uuid::new_v4());
    let missing = sends(&world, &unknown, &webhook("msg_1")).await.is_problem(401, "unauthorized");
    assert_eq!(without["detail"], missing["detail"]);
    sends(&world, &format!("{PATH}/un-list/webhook"), &webhook("msg_1")).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn two_secrets_are_valid_during_a_rotation() {
    let (world, path) = place(&[NEW, OLD]).await;
    sends(&world, &path, &Webhook { secret: OLD, ..webhook("msg_1") }).await.is(202);
    sends(&world, &path, &webhook("msg_2")).await.is(202);
}

#[tokio::test]
async fn replay_is_refused() {
    let (world, path) = place(&[NEW]).await;
    sends(&world, &path, &webhook("msg_1")).await.is(202);
    world.wait(SignedDuration::from_mins(4));
    sends(&world, &path, &webhook("msg_1")).await.is_problem(409, "conflict");
    assert_eq!(runs(&world, &path).await["count"], 1);
}

#[tokio::test]
async fn source_is_read_again_after_a_run_under_way() {
    let (world, path) = place(&[NEW]).await;
    let source = path.strip_suffix("/webhook").unwrap();
    let admin = world.logs_in("admin").await;
    admin.post(&format!("{source}/run"), json!({})).await.is(202);
    world.execute("UPDATE sources SET next_run_at = '2099-01-01'", &[]).await;
    assert_eq!(sends(&world, &path, &webhook("msg_1")).await.is(202)["run_id"], Value::Null);
    let next = admin.get(source).await.is(200)["next_run_at"].as_str().unwrap().to_owned();
    assert_eq!(next.parse::<jiff::Timestamp>().unwrap().as_second(), world.clock().now().as_second());
}

#[tokio::test]
async fn disabled_source_takes_no_webhook() {
    let (world, path) = place(&[NEW]).await;
    world.logs_in("admin").await.delete(path.strip_suffix("/webhook").unwrap()).await.is(204);
    sends(&world, &path, &webhook("msg_1")).await.is_problem(409, "conflict");
}
