//! `POST /api/documents/{id}/shares/emails` and `DELETE /api/documents/{id}/shares/emails/{share_id}`

use crate::api::documents::{QUESTION, pdf, plan};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

/// Notes that the owner of an account has confirmed its address, or has not.
async fn confirms(world: &World, name: &str, is_confirmed: bool) {
    let sql = "UPDATE users SET email_verified_at = CASE WHEN $2 THEN now() END WHERE name = $1";
    assert_eq!(world.execute(sql, &[&name, &is_confirmed]).await, 1);
}

#[tokio::test]
async fn only_managers_share() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    let path = format!("{}/shares/emails", document.path());
    let elsewhere = path.replace(&document.id, &Uuid::new_v4().to_string());
    let input = json!({ "email": "bob@example.com" });
    world.stranger().post(&path, input.clone()).await.is_problem(401, "unauthorized");
    for other in [&bob, &admin] {
        let missing = other.post(&elsewhere, input.clone()).await.is_problem(404, "not_found");
        assert_eq!(other.post(&path, input.clone()).await.is_problem(404, "not_found")["detail"], missing["detail"]);
    }
    for email in ["", "bob", "bob@", &format!("{}@example.com", "b".repeat(250))] {
        let refused = alice.post(&path, json!({ "email": email })).await.is_problem(422, "unprocessable");
        assert!(refused.wrong_fields().iter().all(|field| *field == "email"), "{}", refused.body);
    }
    let share = alice.post(&path, input).await.is(201).text("id").to_owned();
    bob.delete(&format!("{path}/{share}")).await.is_problem(404, "not_found");
    alice.delete(&format!("{path}/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn answers_do_not_tell_who_has_an_account() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    world.user("bob").await;
    confirms(&world, "bob", true).await;
    world.admits("guest", UserRole::Guest).await;
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    let path = format!("{}/shares/emails", document.path());
    for email in ["bob@example.com", "guest@example.com", "nobody@example.com"] {
        let shared = alice.post(&path, json!({ "email": email })).await.is(201);
        let members: Vec<&String> = shared.body.as_object().unwrap().keys().collect();
        assert_eq!(members, ["id", "email", "created_at"]);
        assert_eq!(shared["email"], email);
        let again = alice.post(&path, json!({ "email": email.to_uppercase() })).await.is(200);
        assert_eq!(again.body, shared.body);
    }
    let listed = alice.get(&format!("{}/shares", document.path())).await.is(200);
    assert_eq!((listed["emails"].as_array().unwrap().len(), &listed["users"]), (3, &json!([])));
}

#[tokio::test]
async fn owner_of_the_address_reads_once_it_is_confirmed() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("private.pdf", &plan("a reliable transmission company for every region")).await;
    let path = format!("{}/shares/emails", document.path());
    let share = alice.post(&path, json!({ "email": "Bob@Example.com" })).await.is(201);
    let share = share.matches_snapshot("post_documents_id_shares_emails").text("id").to_owned();
    world.deliver_all().await;
    let bob = world.user("bob").await;
    bob.get(&document.path()).await.is_problem(404, "not_found");
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    confirms(&world, "bob", true).await;
    assert_eq!(bob.get("/api/documents").await.is(200)["count"], 1);
    bob.get(&document.path()).await.is(200);
    // the vector store learns of the account with the next sweep
    world.sweeps().await;
    world.deliver_all().await;
    let answer = bob.asks(QUESTION).await.is(200);
    assert_eq!((&answer["support"], &answer["degraded"]), (&json!("full"), &json!(false)), "{}", answer.body);

    confirms(&world, "bob", false).await;
    bob.get(&document.path()).await.is_problem(404, "not_found");
    confirms(&world, "bob", true).await;
    let moved = "UPDATE users SET email = 'robert@example.com' WHERE name = 'bob'";
    assert_eq!(world.execute(moved, &[]).await, 1);
    bob.get(&document.path()).await.is_problem(404, "not_found");
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    assert_eq!(world.execute("UPDATE users SET email = 'BOB@example.com' WHERE name = 'bob'", &[]).await, 1);
    bob.get(&document.path()).await.is(200);

    alice.delete(&format!("{path}/{share}")).await.is(204);
    alice.delete(&format!("{path}/{share}")).await.is_problem(404, "not_found");
    bob.get(&document.path()).await.is_problem(404, "not_found");
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
}

#[tokio::test]
async fn a_document_has_at_most_1000_readers() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    let fills = "INSERT INTO document_email_shares \
        SELECT gen_random_uuid(), $1::text::uuid, 'reader' || n || '@example.com', now() FROM generate_series(1, 1000) AS n";
    assert_eq!(world.execute(fills, &[&document.id]).await, 1_000);
    let path = format!("{}/shares/emails", document.path());
    alice.post(&path, json!({ "email": "one.more@example.com" })).await.is_problem(409, "conflict");
    alice.post(&path, json!({ "email": "reader7@example.com" })).await.is(200);
    assert_eq!(
        alice.get(&format!("{}/shares", document.path())).await.is(200)["emails"].as_array().unwrap().len(),
        1_000
    );
}

#[tokio::test]
async fn an_erased_account_leaves_no_address() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    world.admits("bob", UserRole::User).await;
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    let path = format!("{}/shares/emails", document.path());
    alice.post(&path, json!({ "email": "bob@example.com" })).await.is(201);
    assert_eq!(world.execute("DELETE FROM users WHERE name = 'bob'", &[]).await, 1);
    assert_eq!(alice.get(&format!("{}/shares", document.path())).await.is(200)["emails"], json!([]));
}
