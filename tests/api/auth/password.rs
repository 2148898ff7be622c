//! `PUT /api/auth/password`

use serde_json::json;
use tests::world::{Person, Reply, World};

const NEW: &str = "quite another battery staple";

async fn changes(person: &Person, current: &str, new: &str) -> Reply {
    person.put("/api/auth/password", json!({ "current_password": current, "new_password": new })).await
}

#[tokio::test]
async fn a_wrong_current_password_or_a_weak_new_one_changes_nothing() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    changes(&world.stranger(), alice.password(), NEW).await.is_problem(401, "unauthorized");
    for (current, new, field) in [
        ("not hers", NEW, "current_password"),
        (alice.password(), "seven..", "new_password"),
        (alice.password(), "password1", "new_password"),
    ] {
        let reply = changes(&alice, current, new).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{new}");
    }
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200);
}

#[tokio::test]
async fn a_changed_password_ends_all_other_sessions_at_the_next_request() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let elsewhere = world.logs_in("alice").await;
    let mut browser = world.browser();
    browser.logs_in("alice").await.is(200);
    changes(&alice, alice.password(), NEW).await.is(200);
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
    assert_eq!(elsewhere.get("/api/auth/me").await.status, 401);
    browser.refreshes().await.is_problem(401, "unauthorized");
    assert_eq!(bob.get("/api/auth/me").await.status, 200);
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(401);
    world.stranger().logs_in_as(&alice.email(), NEW).await.is(200);
}

#[tokio::test]
async fn of_two_changes_at_once_one_counts_and_the_other_is_told() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let also_alice = world.logs_in("alice").await;
    let other = "yet another battery staple";
    let (first, second) =
        tokio::join!(changes(&alice, alice.password(), NEW), changes(&also_alice, alice.password(), other));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    // the other was told of the change, or found its session ended by it
    assert!(statuses[0] == 200 && [400, 401, 409].contains(&statuses[1]), "{statuses:?}");
    let counts = if first.status == 200 { NEW } else { other };
    world.stranger().logs_in_as(&alice.email(), counts).await.is(200);
}

#[tokio::test]
async fn staff_need_all_kinds_of_characters_before_they_are_approved() {
    let world = World::new().await;
    world.employs("sam", "manager").await;
    world.execute("UPDATE staff_profiles SET verified_at = NULL", &[]).await;
    let sam = world.logs_in("sam").await;
    let reply = changes(&sam, sam.password(), NEW).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["new_password"]);
}

#[tokio::test]
async fn customers_and_staff_need_all_kinds_of_characters_here_too() {
    let world = World::new().await;
    for person in [world.customer("carol").await, world.staff("sam", "manager").await] {
        let reply = changes(&person, person.password(), NEW).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["new_password"]);
        changes(&person, person.password(), "Quite-1-other-horse!").await.is(200);
    }
}
