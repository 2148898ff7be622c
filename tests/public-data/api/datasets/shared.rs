//! `GET /api/datasets/shared/{token}`

mod charts;
mod districts;
mod map;
mod message;
mod rows;

use crate::dataset::{ACCIDENTS, path, uploads};
use crate::product::PUBLIC_DATA;
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::{Person, Reply, World};

pub(crate) const PATH: &str = "/api/datasets/shared";
/// A token that no link has.
pub(crate) const NONE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Uploads a table and shares it. Returns the path of the dataset and that of the link.
pub(crate) async fn shared(alice: &Person, text: &str) -> (String, String) {
    let own = path(&uploads(alice, "a.csv", text).await);
    let share = alice.post(&format!("{own}/share"), json!({})).await.is(200);
    (own, format!("{PATH}/{}", share.text("share_token")))
}

/// An error without what differs from request to request.
pub(crate) fn plain(reply: &Reply) -> (u16, Value) {
    let mut body = reply.body.clone();
    for member in ["timestamp", "trace_id", "instance"] {
        body.as_object_mut().unwrap().remove(member);
    }
    (reply.status.as_u16(), body)
}

#[tokio::test]
async fn unknown_ended_revoked_and_deleted_links_are_one_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, stranger) = (world.user("alice").await, world.stranger());
    let (own, revoked) = shared(&alice, ACCIDENTS).await;
    alice.delete(&format!("{own}/share")).await.is(204);
    let (own, deleted) = shared(&alice, ACCIDENTS).await;
    alice.delete(&own).await.is(200);
    let (_, expired) = shared(&alice, ACCIDENTS).await;
    world.clock().advance(SignedDuration::from_hours(7 * 24));
    let unknown = format!("{PATH}/{NONE}");
    for below in ["", "/rows", "/charts/bar?column=n", "/map", "/districts"] {
        let expected = plain(&stranger.get(&format!("{unknown}{below}")).await);
        assert_eq!(expected.0, 404);
        for other in [&revoked, &deleted, &expired, &format!("{PATH}/x"), &format!("{PATH}/{NONE}A")] {
            assert_eq!(plain(&stranger.get(&format!("{other}{below}")).await), expected, "{other}{below}");
        }
    }
}

#[tokio::test]
async fn link_opens_the_dataset_without_its_owner() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, stranger) = (world.user("alice").await, world.stranger());
    let (own, link) = shared(&alice, ACCIDENTS).await;
    let opened = stranger.get(&link).await.is(200).matches_snapshot("get_datasets_shared_token");
    assert_eq!(opened.header("cache-control"), "no-store");
    assert_eq!((&opened["dataset"]["rows"], &opened["dataset"]["copy_ready"]), (&json!(3), &json!(true)));
    assert_eq!(opened["dataset"]["columns_info"].as_array().unwrap().len(), 4);
    let body = opened.body.to_string();
    for hidden in ["owner", "access", "file_name", "alice", "a.csv"] {
        assert!(!body.contains(hidden), "{hidden}: {body}");
    }
    // a link opens nothing else
    stranger.get(&own).await.is_problem(401, "unauthorized");
    stranger.get(&format!("{own}/rows")).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn no_use_is_lost() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, stranger) = (world.user("alice").await, world.stranger());
    let (own, link) = shared(&alice, ACCIDENTS).await;
    for reply in join_all((0..12).map(|_| stranger.get(&link))).await {
        reply.is(200);
    }
    stranger.get(&format!("{link}/rows")).await.is(200);
    let share = alice.get(&format!("{own}/share")).await.is(200);
    assert_eq!(share["uses"], 12, "pages of rows are no uses of their own");
    assert!(share["last_used_at"].is_string(), "{}", share.body);
}

#[tokio::test]
async fn link_ends_with_the_account_that_created_it() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (_, link) = shared(&alice, ACCIDENTS).await;
    world.stranger().get(&link).await.is(200);
    world.execute("UPDATE users SET is_active = false WHERE email = $1", &[&alice.email()]).await;
    world.stranger().get(&link).await.is_problem(404, "not_found");
}
