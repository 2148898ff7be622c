//! The outbox: its messages are delivered in the end, each once.

use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_testing::Mode;
use world::World;

const FORGOT: &str = "/api/v1/auth/password/forgot";

async fn forgets(world: &World) {
    world.stranger().post(FORGOT, json!({ "identifier": "alice@example.com" })).await.is(202);
}

async fn waiting(world: &World) -> i64 {
    let connection = world.database().connection().await.unwrap();
    let row = connection.query_one("SELECT count(*) FROM outbox_messages WHERE failed_at IS NULL", &[]).await;
    row.unwrap().get(0)
}

#[tokio::test]
async fn failed_message_is_retried_after_delay() {
    let world = World::new(COPILOT).await;
    world.customer("alice").await;
    forgets(&world).await;
    let state = world.messages_state().await;
    let proxy = world.proxy_cloud().await;
    let through_proxy = messages::State::from_environment(&world.environment(), world.clock()).await.unwrap();
    // from now on the state has cached the database's secret
    assert_eq!(messages::relay(&through_proxy).await.unwrap(), 1);
    forgets(&world).await;
    proxy.set(Mode::Refuse).await;
    assert_eq!(messages::relay(&through_proxy).await.unwrap(), 0);
    proxy.set(Mode::Pass).await;
    assert_eq!(messages::relay(&state).await.unwrap(), 0, "it is not due before half a minute");
    world.wait(SignedDuration::from_secs(30));
    assert_eq!((messages::relay(&state).await.unwrap(), messages::relay(&state).await.unwrap()), (1, 0));
    assert_eq!(world.mail_to("alice@example.com").await.len(), 2);
    assert_eq!(waiting(&world).await, 0);
}

#[tokio::test]
async fn concurrent_relays_send_each_message_once() {
    let world = World::new(COPILOT).await;
    world.customer("alice").await;
    for _ in 0..5 {
        forgets(&world).await;
    }
    let state = world.messages_state().await;
    let (one, other) = tokio::join!(messages::relay(&state), messages::relay(&state));
    assert_eq!(one.unwrap() + other.unwrap(), 5);
    assert_eq!(world.mail_to("alice@example.com").await.len(), 5);
}

#[tokio::test]
async fn rejected_message_does_not_block_others() {
    let world = World::new(COPILOT).await;
    world.customer("alice").await;
    forgets(&world).await;
    let known = world.messages_state().await;
    world.set("MAIL_SENDER", "nobody-knows@sisuiq.test");
    let unknown = messages::State::from_environment(&world.environment(), world.clock()).await.unwrap();
    assert_eq!(messages::relay(&unknown).await.unwrap(), 0);
    assert_eq!(waiting(&world).await, 0);
    let connection = world.database().connection().await.unwrap();
    let row = connection.query_one("SELECT failure FROM outbox_messages", &[]).await.unwrap();
    assert!(row.get::<_, String>("failure").starts_with("refused: "), "{row:?}");
    forgets(&world).await;
    assert_eq!(messages::relay(&known).await.unwrap(), 1);
}

#[tokio::test]
async fn failed_changes_queue_no_messages() {
    let world = World::new(COPILOT).await;
    let (alice, root) = (world.customer("alice").await, world.staff("root", "super_admin").await);
    let taken = alice
        .put("/api/v1/users/me", json!({ "email": "root@example.com", "current_password": alice.password() }))
        .await;
    taken.is_problem(400, "bad_request");
    let wrong = json!({ "current_password": "wrong", "new_password": "Quite-1-other-horse!" });
    alice.patch("/api/v1/users/me/password", wrong).await.is_problem(400, "bad_request");
    assert_eq!(waiting(&world).await, 0);
    let hired = json!({
        "email": "grace@example.com", "mobile": "+256700000003", "password": "Quite-1-other-horse!",
        "first_name": "Grace", "employee_id": "EMP100", "role_id": role(&world, "support_staff").await,
    });
    let id = root.post("/api/v1/ops/users", hired).await.is(201)["id"].as_i64().unwrap();
    for _ in 0..2 {
        root.post(&format!("/api/v1/ops/users/{id}/approve"), Value::Null).await.is(200);
    }
    assert_eq!(world.sends_messages().await, 1);
    assert_eq!(world.mail_to("grace@example.com").await.pop().unwrap().subject, "Welcome");
}

#[tokio::test]
async fn staff_managers_cannot_redirect_admin_messages() {
    let world = World::new(COPILOT).await;
    let root = world.staff("root", "super_admin").await;
    let id = world.employs("grace", "support_staff").await;
    let path = format!("/api/v1/ops/users/{id}");
    root.put(&path, json!({ "email": "other@example.com" })).await.is(200);
    assert_eq!(world.sends_messages().await, 2);
    assert_eq!(world.mail_to("grace@example.com").await.pop().unwrap().subject, "Your e-mail address was changed");
    world.execute("UPDATE users SET role = 'admin' WHERE email = 'other@example.com'", &[]).await;
    root.put(&path, json!({ "email": "mine@example.com" })).await.is_problem(403, "forbidden");
    root.put(&path, json!({ "first_name": "Gracious" })).await.is(200);
    assert_eq!(waiting(&world).await, 0);
}

async fn role(world: &World, name: &str) -> i64 {
    let connection = world.database().connection().await.unwrap();
    connection.query_one("SELECT id FROM staff_roles WHERE name = $1", &[&name]).await.unwrap().get(0)
}
