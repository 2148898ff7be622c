//! `GET /api/documents`

use super::pdf;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::world::{Reply, World};

fn names(reply: &Reply) -> Vec<&str> {
    reply["data"].as_array().unwrap().iter().filter_map(|document| document["name"].as_str()).collect()
}

#[tokio::test]
async fn limits_and_digests_out_of_bounds_are_named() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("offset=-1", "offset"),
        ("sha256=abc", "sha256"),
        ("status=lost", "status"),
        ("cursor=1", "cursor"),
        ("cursor=1_2", "cursor"),
    ] {
        let reply = alice.get(&format!("/api/documents?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn the_newest_come_first_and_pages_of_the_list_do_not_overlap() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for name in ["first", "second", "third"] {
        assert_eq!(alice.creates(json!({ "name": name, "size": 1 })).await.status, 201);
        world.wait(SignedDuration::from_secs(1));
    }
    let start = alice.get("/api/documents?limit=2").await.is(200);
    assert_eq!((names(&start), &start["count"]), (vec!["third", "second"], &json!(3)));
    let rest = alice.get("/api/documents?limit=2&offset=2").await.is(200);
    assert_eq!((names(&rest), &rest["count"]), (vec!["first"], &json!(3)));
    let beyond = alice.get("/api/documents?limit=100&offset=3").await.is(200);
    assert_eq!((names(&beyond), &beyond["count"]), (Vec::new(), &json!(3)));
}

/// Where the list goes on.
fn next(reply: &Reply) -> Option<String> {
    let (address, _) = reply.header("link").strip_prefix('<')?.split_once(">; rel=\"next\"")?;
    Some(address.to_owned())
}

#[tokio::test]
async fn whoever_follows_the_links_misses_nothing_when_rows_come_and_go() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let mut ids = Vec::new();
    for name in ["first", "second", "third", "fourth"] {
        ids.push(alice.creates(json!({ "name": name, "size": 1 })).await.is(201).text("id").to_owned());
    }
    let start = alice.get("/api/documents?limit=2&status=pending").await.is(200);
    assert_eq!(names(&start), ["fourth", "third"]);
    // the last row of the page goes, and another comes before it
    alice.delete(&format!("/api/documents/{}", ids[2])).await.is(204);
    alice.creates(json!({ "name": "late", "size": 1 })).await.is(201);
    let link = next(&start).unwrap();
    assert!(link.starts_with("/api/documents?limit=2&status=pending&cursor="), "{link}");
    let rest = alice.get(&link).await.is(200);
    assert_eq!((names(&rest), &rest["count"]), (vec!["second", "first"], &json!(4)));
    let end = alice.get(&next(&rest).unwrap()).await.is(200);
    assert_eq!((names(&end), next(&end)), (Vec::new(), None));
}

#[tokio::test]
async fn a_user_sees_their_own_and_what_is_for_everyone() {
    let world = World::new().await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    for (person, name) in [(&alice, "of alice"), (&bob, "of bob"), (&admin, "of the administrator")] {
        assert_eq!(person.creates(json!({ "name": name, "size": 1 })).await.status, 201);
        world.wait(SignedDuration::from_secs(1));
    }
    for (person, expected) in [
        (&alice, vec!["of the administrator", "of alice"]),
        (&bob, vec!["of the administrator", "of bob"]),
        (&admin, vec!["of the administrator"]),
    ] {
        let listed = person.get("/api/documents").await.is(200);
        assert_eq!((names(&listed), &listed["count"]), (expected.clone(), &json!(expected.len())));
    }
}

#[tokio::test]
async fn a_document_is_found_by_the_digest_of_its_bytes() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let document = alice.uploads("wanted.pdf", &pdf("wanted")).await;
    alice.creates(json!({ "name": "other.pdf", "size": 1 })).await.is(201);
    let found = alice.get(&format!("/api/documents?sha256={}", document.sha256)).await.is(200);
    assert_eq!((&found["data"][0]["id"], &found["count"]), (&Value::from(document.id), &json!(1)));
    let none = alice.get(&format!("/api/documents?sha256={}", "0".repeat(64))).await.is(200);
    assert_eq!(none.body, json!({ "data": [], "count": 0 }));
    assert_eq!(names(&alice.get("/api/documents?status=ready").await.is(200)), ["wanted.pdf"]);
    assert_eq!(names(&alice.get("/api/documents?status=pending").await.is(200)), ["other.pdf"]);
}
