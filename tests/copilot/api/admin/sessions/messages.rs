//! `GET /api/admin/sessions/{id}/messages`

use crate::api::admin::each;
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::json;
use world::{Person, World};

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let answer = alice.asks("What is planned?").await.is(200);
    let path = format!("/api/admin/sessions/{}/messages", answer.text("session_id"));
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    alice.get(&path).await.is_problem(403, "forbidden");
    admin.get("/api/admin/sessions/first/messages").await.is_problem(400, "bad_request");
    let unknown = "/api/admin/sessions/0190b5a0-0000-7000-8000-000000000000/messages";
    admin.get(unknown).await.is_problem(404, "not_found");
    assert_eq!(
        admin.get(&format!("{path}?limit=101")).await.is_problem(422, "unprocessable").wrong_fields(),
        ["limit"]
    );
    let read = admin.get(&path).await.is(200).matches_snapshot("get_admin_sessions_id_messages");
    assert_eq!(each(&read, "role"), [json!("user"), json!("assistant")]);
    assert_eq!(each(&read, "content"), [json!("What is planned?"), answer["answer"].clone()]);
    let members: Vec<&String> = read["data"][0].as_object().unwrap().keys().collect();
    assert_eq!(members, ["id", "role", "content", "created_at"]);
}

#[tokio::test]
async fn messages_are_ordered_and_paged() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let first = alice.asks("First?").await.is(200);
    let session = first.text("session_id");
    for question in ["Second?", "Third?"] {
        world.wait(SignedDuration::from_mins(1));
        alice.asks_in(session, question).await.is(200);
    }
    let path = format!("/api/admin/sessions/{session}/messages");
    let asked = async |query: &str| {
        let read = admin.get(&format!("{path}?{query}")).await.is(200);
        assert_eq!(read["count"], 6);
        each(&read, "content")
    };
    let all = asked("").await;
    assert_eq!([&all[0], &all[2], &all[4]], [&json!("First?"), &json!("Second?"), &json!("Third?")]);
    assert_eq!(asked("limit=2&offset=2").await, all[2..4]);
    assert!(asked("offset=6").await.is_empty());
}

#[tokio::test]
async fn reading_is_audited() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let session = alice.asks("What is planned?").await.is(200).text("session_id").to_owned();
    admin.get(&format!("/api/admin/sessions/{session}/messages")).await.is(200);
    admin.get("/api/admin/sessions/0190b5a0-0000-7000-8000-000000000000/messages").await.is_problem(404, "not_found");
    let told = admin.get("/api/admin/audit?action=read_conversation").await.is(200);
    let me = admin.get("/api/auth/me").await.is(200);
    assert_eq!(told["count"], 1, "what is not there was not read");
    assert_eq!((&each(&told, "actor"), &each(&told, "object_id")), (&vec![me["id"].clone()], &vec![json!(session)]));
}

#[tokio::test]
async fn audited_once_an_hour_per_login() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let [first, second] = ["What is planned?", "What was built?"];
    let first = alice.asks(first).await.is(200).text("session_id").to_owned();
    let second = alice.asks(second).await.is(200).text("session_id").to_owned();
    let told = async |reader: &Person| {
        let told = reader.get("/api/admin/audit?action=read_conversation").await.is(200);
        told["count"].as_i64().unwrap()
    };
    let reads = async |reader: &Person, session: &str| {
        reader.get(&format!("/api/admin/sessions/{session}/messages")).await.is(200);
        told(reader).await
    };
    assert_eq!(reads(&admin, &first).await, 1);
    assert_eq!(reads(&admin, &first).await, 1, "the log has it already");
    assert_eq!(reads(&admin, &second).await, 2, "another conversation");
    let again = world.logs_in("admin").await;
    assert_eq!(reads(&again, &first).await, 3, "another login");
    let input = json!({ "name": "reader", "scopes": ["admin"], "expires_in_days": 1, "password": admin.password() });
    let key = admin.post("/api/auth/api-keys", input).await;
    let program = admin.with_token(key.is(201).text("key"));
    assert_eq!(reads(&program, &first).await, 4, "a program");
    world.wait(SignedDuration::from_mins(59));
    assert_eq!(reads(&program, &first).await, 4);
    world.wait(SignedDuration::from_mins(2));
    assert_eq!(reads(&program, &first).await, 5, "an hour later it is told again");
    let path = format!("/api/admin/sessions/{second}/messages");
    let (one, other) = tokio::join!(program.get(&path), program.get(&path));
    one.is(200);
    other.is(200);
    let together = told(&program).await;
    assert!((6..=7).contains(&together), "of two at once at least one is told: {together}");
}
