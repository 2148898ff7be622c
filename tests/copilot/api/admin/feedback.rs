//! `GET /api/admin/feedback`

mod provenance;

use super::{each, is_for_administrators, next};
use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, plan, world_with_plan};
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::{Person, Reply, World};

const PATH: &str = "/api/admin/feedback";

/// Asks a question a minute later and rates its answer.
async fn rates(person: &Person, question: &str, feedback: Value) -> Reply {
    person.world.wait(SignedDuration::from_mins(1));
    let answer = person.asks(question).await.is(200);
    rates_again(person, &answer, feedback).await;
    answer
}

async fn rates_again(person: &Person, answer: &Reply, feedback: Value) {
    person.put(&format!("/api/chat/answers/{}/feedback", answer.text("answer_id")), feedback).await.is(200);
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let wrong = [
        ("rating=sideways", "rating"),
        ("is_inaccurate=perhaps", "is_inaccurate"),
        ("from=yesterday", "from"),
        ("until=2026-13-01T00:00:00Z", "until"),
        ("sort=rating", "sort"),
        ("cursor=1", "cursor"),
        ("sort=created_at&cursor=1763712000000000_0190b5a0-0000-7000-8000-000000000000", "cursor"),
    ];
    let world = World::new(COPILOT).await;
    let admin = is_for_administrators(&world, PATH, &wrong).await;
    let nothing = admin.get(PATH).await.is(200);
    assert_eq!((&nothing["data"], &nothing["count"]), (&json!([]), &json!(0)));
}

#[tokio::test]
async fn hides_documents_of_others() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let hers = alice.uploads("hers.pdf", &plan()).await;
    let answer = rates(&alice, QUESTION, json!({ "rating": "down" })).await;
    assert_eq!(answer["citations"][0]["document_name"], "hers.pdf");
    let sources = async || {
        let listed = admin.get(PATH).await.is(200);
        (listed["data"][0]["sources"].clone(), listed.body.to_string().contains("hers.pdf"))
    };
    let hidden = json!([{ "number": 1, "document_name": null, "page": null }]);
    assert_eq!(sources().await, (hidden.clone(), false));
    let reader = admin.get("/api/auth/me").await.is(200).text("id").to_owned();
    let share = format!("{}/shares/users/{reader}", hers.path());
    alice.put(&share, json!({})).await.is(204);
    assert_eq!(sources().await, (json!([{ "number": 1, "document_name": "hers.pdf", "page": 1 }]), true));
    alice.delete(&share).await.is(204);
    assert_eq!(sources().await, (hidden, false));
}

#[tokio::test]
async fn lists_what_was_rated() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let (admin, bob) = (world.logs_in("admin").await, world.user("bob").await);
    bob.asks(QUESTION).await.is(200);
    let wrong = json!({ "rating": "down", "is_inaccurate": true, "comment": "The page is wrong." });
    let answer = rates(&alice, QUESTION, wrong).await;
    admin.get(PATH).await.is(200).matches_snapshot("get_admin_feedback");
    let declined = rates(&bob, UNKNOWN, json!({ "rating": "up" })).await;
    let listed = admin.get(PATH).await.is(200);
    assert_eq!(
        (&listed["count"], each(&listed, "answer_id")),
        (&json!(2), vec![declined["answer_id"].clone(), answer["answer_id"].clone()])
    );
    let row = &listed["data"][1];
    for member in ["answer", "session_id", "support", "abstained"] {
        assert_eq!(row[member], answer[member], "{member}");
    }
    assert_eq!((&row["user_email"], &row["question"]), (&json!(alice.email()), &json!(QUESTION)));
    assert_eq!((&row["rating"], &row["comment"]), (&json!("down"), &json!("The page is wrong.")));
    assert_eq!(each(&listed, "is_inaccurate"), [json!(false), json!(true)]);
    assert_eq!(row["sources"], json!([{ "number": 1, "document_name": "plan.pdf", "page": 1 }]));
    assert_eq!((&listed["data"][0]["sources"], &listed["data"][0]["comment"]), (&json!([]), &json!(null)));
}

#[tokio::test]
async fn follows_changes_and_deletions() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let first = rates(&alice, "What is planned?", json!({ "rating": "up" })).await;
    let second = rates(&alice, "What was built?", json!({ "rating": "up" })).await;
    let path = format!("/api/chat/answers/{}", first.text("answer_id"));
    alice.post(&format!("{path}/regenerate"), json!({})).await.is(200);
    world.wait(SignedDuration::from_mins(1));
    rates_again(&alice, &first, json!({ "rating": "down" })).await;
    let listed = admin.get(PATH).await.is(200);
    assert_eq!(each(&listed, "answer_id"), [first["answer_id"].clone(), second["answer_id"].clone()]);
    assert_eq!(each(&listed, "rating"), [json!("down"), json!("up")]);
    assert_eq!(each(&listed, "replaced"), [json!(true), json!(false)]);
    alice.delete(&format!("{path}/feedback")).await.is(204);
    let listed = admin.get(PATH).await.is(200);
    assert_eq!((&listed["count"], each(&listed, "answer_id")), (&json!(1), vec![second["answer_id"].clone()]));
    alice.delete(&format!("/api/v1/sessions/{}", second.text("session_id"))).await.is(200);
    assert_eq!(admin.get(PATH).await.is(200)["count"], 0);
}

#[tokio::test]
async fn filters_sorts_and_pages() {
    let world = World::new(COPILOT).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    let first = rates(&alice, "What is planned?", json!({ "rating": "down" })).await;
    let between = world.clock().now() + SignedDuration::from_secs(1);
    let second = rates(&bob, "What must be reported?", json!({ "rating": "up" })).await;
    let wrong = json!({ "rating": "down", "is_inaccurate": true });
    let third = rates(&alice, "Who reports the lines?", wrong).await;
    let found = async |query: &str| {
        let listed = admin.get(&format!("{PATH}?{query}")).await.is(200);
        (each(&listed, "answer_id"), listed["count"].as_i64().unwrap())
    };
    let some = |answers: &[&Reply], count| {
        (answers.iter().map(|answer| answer["answer_id"].clone()).collect::<Vec<_>>(), count)
    };
    assert_eq!(found("sort=created_at").await, some(&[&first, &second, &third], 3));
    assert_eq!(found("rating=down").await, some(&[&third, &first], 2));
    assert_eq!(found("rating=UP").await, some(&[&second], 1));
    assert_eq!(found("is_inaccurate=true").await, some(&[&third], 1));
    assert_eq!(found("is_inaccurate=false").await, some(&[&second, &first], 2));
    assert_eq!(found("rating=down&is_inaccurate=false").await, some(&[&first], 1));
    assert_eq!(found("rating=up&is_inaccurate=true").await, some(&[], 0));
    assert_eq!(found(&format!("from={between}")).await, some(&[&third, &second], 2));
    assert_eq!(found(&format!("until={between}&rating=down")).await, some(&[&first], 1));
    assert_eq!(found("limit=1&offset=1").await, some(&[&second], 3));
    assert_eq!(found("rating=up&offset=9").await, some(&[], 1));
    let page = admin.get(&format!("{PATH}?limit=2")).await.is(200);
    rates(&bob, "And after that?", json!({ "rating": "up" })).await;
    let rest = admin.get(&next(&page).unwrap()).await.is(200);
    assert_eq!((each(&rest, "answer_id"), next(&rest)), (vec![first["answer_id"].clone()], None));
}

#[tokio::test]
async fn reading_is_audited_once_an_hour() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let told = async |reader: &Person| {
        let told = reader.get("/api/admin/audit?action=read_conversation&object_kind=conversation").await.is(200);
        (told["count"].as_i64().unwrap(), each(&told, "object_id"))
    };
    admin.get(PATH).await.is(200);
    assert_eq!(told(&admin).await, (0, vec![]), "nothing was read");
    let first = rates(&alice, "What is planned?", json!({ "rating": "down" })).await;
    let again = alice.asks_in(first.text("session_id"), "And after that?").await.is(200);
    rates_again(&alice, &again, json!({ "rating": "down" })).await;
    let second = rates(&alice, "What was built?", json!({ "rating": "up" })).await;
    admin.get(&format!("{PATH}?rating=down")).await.is(200);
    assert_eq!(told(&admin).await, (1, vec![first["session_id"].clone()]), "two answers of one conversation");
    for _ in 0..2 {
        admin.get(PATH).await.is(200);
        let (count, conversations) = told(&admin).await;
        assert_eq!((count, &conversations[0]), (2, &second["session_id"]));
    }
    admin.get(&format!("/api/admin/sessions/{}/messages", first.text("session_id"))).await.is(200);
    assert_eq!(told(&admin).await.0, 2, "the log has it already");
    let input = json!({ "name": "reader", "scopes": ["admin"], "expires_in_days": 1, "password": admin.password() });
    let key = admin.post("/api/auth/api-keys", input).await;
    let program = admin.with_token(key.is(201).text("key"));
    program.get(PATH).await.is(200);
    assert_eq!(told(&program).await.0, 4, "a program");
    world.wait(SignedDuration::from_mins(59));
    program.get(PATH).await.is(200);
    assert_eq!(told(&program).await.0, 4);
    world.wait(SignedDuration::from_mins(2));
    program.get(&format!("{PATH}?rating=up")).await.is(200);
    assert_eq!(told(&program).await.0, 5, "an hour later it is recorded again");
}
