//! `PUT /api/auth/password`

use crate::product::PLATFORM;
use serde_json::json;
use world::{Person, Reply, World};

const NEW: &str = "quite another battery staple";

async fn changes(person: &Person, current: &str, new: &str) -> Reply {
    person.put("/api/auth/password", json!({ "current_password": current, "new_password": new })).await
}

#[tokio::test]
async fn wrong_or_weak_password_is_refused() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    changes(&world.stranger(), alice.password(), NEW).await.is_problem(401, "unauthorized");
    for (current, new, field) in [
        ("not hers", NEW, "current_password"),
        (alice.password(), "seven..", "new_password"),
        (alice.password(), "password1", "new_password"),
        (alice.password(), alice.password(), "new_password"),
    ] {
        let reply = changes(&alice, current, new).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{new}");
    }
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200);
}

#[tokio::test]
async fn change_ends_all_other_sessions() {
    let world = World::new(PLATFORM).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let elsewhere = world.logs_in("alice").await;
    let mut browser = world.browser();
    browser.logs_in("alice").await.is(200);
    changes(&alice, alice.password(), NEW).await.is(200).matches_snapshot("put_auth_password");
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
    assert_eq!(elsewhere.get("/api/auth/me").await.status, 401);
    browser.refreshes().await.is_problem(401, "unauthorized");
    assert_eq!(bob.get("/api/auth/me").await.status, 200);
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(401);
    world.stranger().logs_in_as(&alice.email(), NEW).await.is(200);
}

#[tokio::test]
async fn concurrent_changes_apply_once() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let also_alice = world.logs_in("alice").await;
    let other = "yet another battery staple";
    let (first, second) =
        tokio::join!(changes(&alice, alice.password(), NEW), changes(&also_alice, alice.password(), other));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    // the other request fails because of the new password or of its ended session
    assert!(statuses[0] == 200 && [400, 401, 409].contains(&statuses[1]), "{statuses:?}");
    let counts = if first.status == 200 { NEW } else { other };
    world.stranger().logs_in_as(&alice.email(), counts).await.is(200);
}

#[tokio::test]
async fn unapproved_staff_need_complex_password() {
    let world = World::new(PLATFORM).await;
    world.employs("sam", "manager").await;
    world.execute("UPDATE staff_profiles SET verified_at = NULL", &[]).await;
    let sam = world.logs_in("sam").await;
    let reply = changes(&sam, sam.password(), NEW).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["new_password"]);
}

#[tokio::test]
async fn customers_and_staff_need_complex_password() {
    let world = World::new(PLATFORM).await;
    for person in [world.customer("carol").await, world.staff("sam", "manager").await] {
        let reply = changes(&person, person.password(), NEW).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["new_password"]);
        changes(&person, person.password(), "Quite-1-other-horse!").await.is(200);
    }
}
