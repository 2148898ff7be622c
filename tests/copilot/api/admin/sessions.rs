//! `GET /api/admin/sessions`, `GET /api/admin/sessions/{id}`

mod messages;

use super::{each, is_for_administrators, next};
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::json;
use world::{Person, World};

const PATH: &str = "/api/admin/sessions";

async fn begins(world: &World, person: &Person, mode: &str, question: &str) -> String {
    world.wait(SignedDuration::from_mins(1));
    person.asks_as(mode, question).await.is(200).text("session_id").to_owned()
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let wrong = [
        ("mode=chess", "mode"),
        ("user_id=alice", "user_id"),
        ("q=", "q"),
        ("from=yesterday", "from"),
        ("until=2026-13-01T00:00:00Z", "until"),
        ("sort=title", "sort"),
        ("cursor=1", "cursor"),
        ("sort=created_at&cursor=1763712000000000_0190b5a0-0000-7000-8000-000000000000", "cursor"),
    ];
    is_for_administrators(&World::new(COPILOT).await, PATH, &wrong).await;
}

#[tokio::test]
async fn lists_owner_and_length() {
    let world = World::new(COPILOT).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    let first = begins(&world, &alice, "strategy_qa", "What is planned?").await;
    let again = alice.asks_in(&first, "And after that?").await.is(200);
    alice.post(&format!("/api/chat/answers/{}/regenerate", again.text("answer_id")), json!({})).await.is(200);
    let second = begins(&world, &bob, "regulatory", "What must be reported?").await;
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_admin_sessions");
    assert_eq!(listed["count"], 2);
    assert_eq!(each(&listed, "id"), [json!(second), json!(first)]);
    let row = &listed["data"][1];
    assert_eq!(
        (&row["user_email"], &row["mode"], &row["title"], &row["message_count"]),
        (&json!(alice.email()), &json!("strategy_qa"), &json!("What is planned?"), &json!(4)),
        "an answer that another one took the place of is not counted"
    );
    let members: Vec<&String> = row.as_object().unwrap().keys().collect();
    assert_eq!(members, ["id", "user_email", "user_name", "mode", "title", "message_count", "created_at"]);
    bob.delete(&format!("/api/v1/sessions/{second}")).await.is(200);
    let listed = admin.get(PATH).await.is(200);
    assert_eq!((&listed["count"], each(&listed, "id")), (&json!(1), vec![json!(first)]));
}

#[tokio::test]
async fn filters_sorts_and_pages() {
    let world = World::new(COPILOT).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    let before = world.clock().now();
    let first = begins(&world, &alice, "strategy_qa", "What is planned for 100% of the lines?").await;
    let second = begins(&world, &bob, "regulatory", "What must be reported?").await;
    let between = world.clock().now();
    let third = begins(&world, &alice, "regulatory", "Who reports the lines?").await;
    let ids = async |query: &str| {
        let listed = admin.get(&format!("{PATH}?{query}")).await.is(200);
        let ids: Vec<String> = each(&listed, "id").iter().map(|id| id.as_str().unwrap().to_owned()).collect();
        (ids, listed["count"].as_i64().unwrap())
    };
    let some = |ids: &[&String], count| (ids.iter().map(|id| (*id).clone()).collect::<Vec<_>>(), count);
    assert_eq!(ids("sort=created_at").await, some(&[&first, &second, &third], 3));
    assert_eq!(ids("mode=regulatory").await, some(&[&third, &second], 2));
    assert_eq!(ids("q=LINES").await, some(&[&third, &first], 2));
    assert_eq!(ids("q=100%25+of").await, some(&[&first], 1));
    assert_eq!(ids("q=1%25f").await, some(&[], 0));
    assert_eq!(ids(&format!("from={between}")).await, some(&[&third, &second], 2));
    assert_eq!(ids(&format!("until={between}&from={before}")).await, some(&[&first], 1));
    let users = admin.get("/api/admin/users?q=alice").await.is(200);
    let alices = format!("user_id={}", users["data"][0]["id"].as_str().unwrap());
    assert_eq!(ids(&alices).await, some(&[&third, &first], 2));
    assert_eq!(ids(&format!("{alices}&mode=regulatory")).await, some(&[&third], 1));
    assert_eq!(ids("limit=1&offset=1").await, some(&[&second], 3));
    assert_eq!(ids("mode=regulatory&offset=9").await, some(&[], 2));
    let page = admin.get(&format!("{PATH}?limit=2")).await.is(200);
    let rest = admin.get(&next(&page).unwrap()).await.is(200);
    assert_eq!((each(&rest, "id"), next(&rest)), (vec![json!(first)], None));
}

#[tokio::test]
async fn get_matches_the_list() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let session = begins(&world, &alice, "regulatory", "What must be reported?").await;
    let path = format!("{PATH}/{session}");
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    alice.get(&path).await.is_problem(403, "forbidden");
    let read = admin.get(&path).await.is(200).matches_snapshot("get_admin_sessions_id");
    assert_eq!(read.body, admin.get(PATH).await.is(200)["data"][0]);
    admin.get(&format!("{PATH}/first")).await.is_problem(400, "bad_request");
    admin.get(&format!("{PATH}/0190b5a0-0000-7000-8000-000000000000")).await.is_problem(404, "not_found");
}
