//! `GET /api/admin/users`

use super::{each, is_for_administrators, next};
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

const PATH: &str = "/api/admin/users";

/// A world with these accounts, created in this order, a second apart.
async fn world_of(names: &[(&str, UserRole)]) -> World {
    let world = World::new(COPILOT).await;
    for (name, role) in names {
        world.wait(SignedDuration::from_secs(1));
        world.admits(name, *role).await;
    }
    world
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let wrong = [
        ("role=king", "role"),
        ("q=", "q"),
        ("sort=age", "sort"),
        ("cursor=1", "cursor"),
        ("sort=email&cursor=1763712000000000_0190b5a0-0000-7000-8000-000000000000", "cursor"),
    ];
    is_for_administrators(&World::new(COPILOT).await, PATH, &wrong).await;
}

#[tokio::test]
async fn lists_accounts_with_conversation_counts() {
    let world = world_of(&[("carol", UserRole::Analyst)]).await;
    let admin = world.admin().await;
    let carol = world.logs_in("carol").await;
    let quiet = world.user("quiet").await;
    for question in ["What is planned?", "And after that?"] {
        carol.asks(question).await.is(200);
    }
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_admin_users");
    assert_eq!(listed["count"], 3);
    let row = |email: String| listed["data"].as_array().unwrap().iter().find(|row| row["email"] == email).unwrap();
    let found = row(carol.email());
    assert_eq!((&found["role"], &found["session_count"]), (&json!("analyst"), &json!(2)));
    let members: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(members, ["id", "email", "name", "role", "created_at", "status", "session_count"]);
    assert_eq!(row(quiet.email())["session_count"], 0);
}

#[tokio::test]
async fn filters_sorts_and_pages() {
    let world = world_of(&[("bob", UserRole::User), ("dora", UserRole::User), ("carol", UserRole::Analyst)]).await;
    world.wait(SignedDuration::from_secs(1));
    let admin = world.admin().await;
    let emails = async |query: &str| {
        let listed = admin.get(&format!("{PATH}?{query}")).await.is(200);
        let names: Vec<String> = each(&listed, "email")
            .iter()
            .map(|email| email.as_str().unwrap().trim_end_matches("@example.com").to_owned())
            .collect();
        (names, listed["count"].as_i64().unwrap())
    };
    let all = |names: [&str; 4]| (names.map(str::to_owned).to_vec(), 4);
    assert_eq!(emails("").await, all(["admin", "carol", "dora", "bob"]));
    assert_eq!(emails("sort=created_at").await, all(["bob", "dora", "carol", "admin"]));
    assert_eq!(emails("sort=email").await, all(["admin", "bob", "carol", "dora"]));
    assert_eq!(emails("sort=-email").await, all(["dora", "carol", "bob", "admin"]));
    assert_eq!(emails("sort=name").await, all(["admin", "bob", "carol", "dora"]));
    assert_eq!(emails("sort=-name").await, all(["dora", "carol", "bob", "admin"]));
    let some = |names: &[&str], count| (names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), count);
    assert_eq!(emails("role=user").await, some(&["dora", "bob"], 2));
    assert_eq!(emails("role=user&q=DO").await, some(&["dora"], 1));
    assert_eq!(emails("q=nobody").await, some(&[], 0));
    assert_eq!(emails("q=%25").await, some(&[], 0), "what a pattern means is asked for as it stands");
    assert_eq!(emails("limit=2&offset=1").await, some(&["carol", "dora"], 4));
    assert_eq!(emails("offset=9").await, some(&[], 4), "how many there are is known beyond the end");
}

#[tokio::test]
async fn links_are_stable_under_inserts() {
    let world = world_of(&[("bob", UserRole::User), ("dora", UserRole::User), ("carol", UserRole::Analyst)]).await;
    let admin = world.admin().await;
    let (mut path, mut pages, mut seen) = (Some(format!("{PATH}?limit=1")), 0, Vec::new());
    while let Some(page) = path {
        let listed = admin.get(&page).await.is(200);
        seen.extend(each(&listed, "name"));
        path = next(&listed);
        pages += 1;
        world.wait(SignedDuration::from_secs(1));
        world.admits(&format!("late-{pages}"), UserRole::User).await;
    }
    assert_eq!(seen, ["admin", "carol", "dora", "bob"].map(|name| json!(name)));
}
