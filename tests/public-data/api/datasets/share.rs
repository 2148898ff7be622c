//! `POST`, `GET` and `DELETE /api/datasets/{id}/share`

use crate::dataset::{ACCIDENTS, UNKNOWN, path, uploads};
use crate::product::PUBLIC_DATA;
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

#[tokio::test]
async fn links_need_the_capability_to_write() {
    let world = World::new(PUBLIC_DATA).await;
    let share = format!("{UNKNOWN}/share");
    world.stranger().post(&share, json!({})).await.is_problem(401, "unauthorized");
    world.stranger().get(&share).await.is_problem(401, "unauthorized");
    world.stranger().delete(&share).await.is_problem(401, "unauthorized");
    let auditor = world.of_role(UserRole::Auditor).await;
    auditor.post(&share, json!({})).await.is_problem(403, "forbidden");
    auditor.get(&share).await.is_problem(403, "forbidden");
    auditor.delete(&share).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn foreign_datasets_get_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let hers = format!("{}/share", path(&uploads(&alice, "hers.csv", ACCIDENTS).await));
    let public = format!("{}/share", path(&uploads(&admin, "public.csv", ACCIDENTS).await));
    alice.post(&hers, json!({})).await.is(200);
    // a dataset for everyone is shared by administrators only
    for (person, share) in [(&bob, &hers), (&admin, &hers), (&bob, &public)] {
        person.post(share, json!({})).await.is_problem(404, "not_found");
        person.get(share).await.is_problem(404, "not_found");
        person.delete(share).await.is_problem(404, "not_found");
    }
    admin.post(&public, json!({})).await.is(200);
    alice.get(&hers).await.is(200);
}

#[tokio::test]
async fn budgets_have_limits() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let share = format!("{}/share", path(&uploads(&alice, "a.csv", ACCIDENTS).await));
    for budget in [-1, 1_001] {
        let reply = alice.post(&share, json!({ "daily_budget": budget })).await.is(422);
        assert_eq!(reply.wrong_fields(), ["daily_budget"]);
    }
    alice.get(&share).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn valid_link_is_handed_out_again() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    let share = format!("{}/share", path(&id));
    let first = alice.post(&share, json!({})).await.is(200).matches_snapshot("post_datasets_id_share");
    let token = first.text("share_token");
    assert_eq!(token.len(), 43);
    assert!(first.text("share_url").ends_with(&format!("/shared/?share_token={token}")), "{}", first.body);
    assert_eq!(
        (&first["uses"], &first["daily_budget"], &first["allow_provider"]),
        (&json!(0), &json!(50), &json!(false))
    );
    let warned: Vec<_> = first["warnings"].as_array().unwrap().iter().map(|own| &own["column"]).collect();
    assert_eq!(warned, ["연락처"], "its owner is warned of personal data");
    let second = alice.post(&share, json!({ "allow_provider": true, "daily_budget": 5 })).await.is(200);
    assert_eq!((second.text("share_token"), &second["expires_at"]), (token, &first["expires_at"]));
    let read = alice.get(&share).await.is(200).matches_snapshot("get_datasets_id_share");
    assert_eq!(
        (read.text("share_token"), &read["daily_budget"], &read["allow_provider"]),
        (token, &json!(5), &json!(true))
    );
    let connection = world.database().connection().await.unwrap();
    let stored =
        "SELECT count(*) FROM dataset_shares WHERE position(convert_to($1, 'UTF8') IN sealed_token || token_hash) > 0";
    assert_eq!(connection.query_one(stored, &[&token]).await.unwrap().get::<_, i64>(0), 0, "the token is sealed");
}

#[tokio::test]
async fn simultaneous_requests_get_one_link() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let share = format!("{}/share", path(&uploads(&alice, "a.csv", ACCIDENTS).await));
    let replies = join_all((0..8).map(|_| alice.post(&share, json!({})))).await;
    let first = replies[0].text("share_token").to_owned();
    for reply in replies {
        assert_eq!(reply.is(200).text("share_token"), first);
    }
}

#[tokio::test]
async fn expired_link_is_replaced() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let share = format!("{}/share", path(&uploads(&alice, "a.csv", ACCIDENTS).await));
    let first = alice.post(&share, json!({})).await.is(200);
    world.clock().advance(SignedDuration::from_hours(7 * 24));
    let alice = world.logs_in("alice").await;
    alice.get(&share).await.is_problem(404, "not_found");
    let second = alice.post(&share, json!({})).await.is(200);
    assert_ne!(second.text("share_token"), first.text("share_token"));
}

#[tokio::test]
async fn revoked_link_is_gone() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let share = format!("{}/share", path(&uploads(&alice, "a.csv", ACCIDENTS).await));
    alice.delete(&share).await.is_problem(404, "not_found");
    let first = alice.post(&share, json!({})).await.is(200);
    alice.delete(&share).await.is(204);
    alice.delete(&share).await.is_problem(404, "not_found");
    alice.get(&share).await.is_problem(404, "not_found");
    let second = alice.post(&share, json!({})).await.is(200);
    assert_ne!(second.text("share_token"), first.text("share_token"));
}
