//! Data that was erased after a backup, which a restore does not bring back.

use backup::{Request, Response};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use sisuiq_testing::pdf::PdfBuilder;
use world::World;

const SECRET: &str = "The heron of Lake Kivu counts seven transformers each night.";
const QUESTION: &str = "What does the heron of Lake Kivu count?";

async fn exists(world: &World, sql: &str) -> bool {
    let connection = world.database().connection().await.unwrap();
    connection.query_one(&format!("SELECT EXISTS ({sql})"), &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn noted_erasure_survives_database_loss() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let document = admin.uploads("herons.pdf", &PdfBuilder::of_texts(&[SECRET]).build()).await;
    let alice = world.user("alice").await;
    let bob = world.admits("bob", UserRole::User).await;
    let erased = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let kept = alice.asks("What is left?").await.is(200).text("session_id").to_owned();
    let key = json!({ "name": "script", "scopes": ["read"], "expires_in_days": 30, "password": admin.password() });
    let key = admin.post("/api/auth/api-keys", key).await.is(201)["id"].as_str().unwrap().to_owned();
    world.backs_up().await;

    admin.delete(&document.path()).await.is(204);
    alice.delete(&format!("/api/v1/sessions/{erased}")).await.is(200);
    admin.delete(&format!("/api/auth/api-keys/{key}")).await.is(204);
    world.execute("DELETE FROM users WHERE id = $1", &[&bob]).await;
    assert_eq!(world.notes_erasures().await, 4);
    assert_eq!(world.notes_erasures().await, 0, "each is written down once");
    assert_eq!(world.deliver_all().await, 0);

    world.loses_its_stores().await;
    let restored = world.restores().await.unwrap();
    assert_eq!(restored.erased, 4);
    assert!(!exists(&world, &format!("SELECT 1 FROM chat_sessions WHERE id = '{erased}'")).await);
    assert!(!exists(&world, &format!("SELECT 1 FROM chat_messages WHERE session_id = '{erased}'")).await);
    assert!(exists(&world, &format!("SELECT 1 FROM chat_sessions WHERE id = '{kept}'")).await);
    assert!(!exists(&world, "SELECT 1 FROM users WHERE name = 'bob'").await);
    assert!(!exists(&world, "SELECT 1 FROM api_keys WHERE revoked_at IS NULL").await);
    let counted = "SELECT 1 FROM users WHERE name = 'alice' AND session_count = 1";
    assert!(exists(&world, counted).await, "what is counted does not count what is erased");
    let alice = world.logs_in("alice").await;
    alice.get(&document.path()).await.is(404);
    assert_eq!(alice.asks(QUESTION).await.is(200)["citations"], json!([]));
    world.sweeps().await;
    assert_eq!(world.deliver_all().await, 0);
    for table in ["documents", "document_pages", "document_chunks", "document_words"] {
        assert!(!exists(&world, &format!("SELECT 1 FROM {table}")).await, "{table}");
    }
    // a second restore of the same backup applies the erasures again
    world.loses_its_stores().await;
    assert_eq!(world.restores().await.unwrap().erased, 4);
}

#[tokio::test]
async fn reads_all_erasure_notes() {
    const ERASED: usize = 40;
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    for number in 0..ERASED {
        world.admits(&format!("user{number}"), UserRole::User).await;
    }
    world.backs_up().await;
    for number in 0..ERASED {
        world.execute("DELETE FROM users WHERE name = $1", &[&format!("user{number}")]).await;
        assert_eq!(world.notes_erasures().await, 1);
    }
    world.loses_its_stores().await;
    assert_eq!(world.restores().await.unwrap().erased, u64::try_from(ERASED).unwrap());
    assert_eq!(world.contents().await["users"].0, 1);
}

#[tokio::test]
async fn unnoted_erasure_survives_replacement() {
    let world = World::new(COPILOT).await;
    world.admits("bob", UserRole::User).await;
    let id = world.backs_up().await;
    world.execute("DELETE FROM users", &[]).await;
    let order = Request::Restore { id: Some(id), replace: true };
    backup::handle(&world.backups().await, order, None).await.unwrap();
    assert_eq!(world.contents().await["users"].0, 0);
}

#[tokio::test]
async fn altered_erasure_note_blocks_restore() {
    let world = World::new(COPILOT).await;
    world.admits("bob", UserRole::User).await;
    world.backs_up().await;
    world.execute("DELETE FROM users", &[]).await;
    assert_eq!(world.notes_erasures().await, 1);
    let listed = world.s3().list_objects_v2().bucket(world.bucket()).prefix("backups/erasures/").send().await.unwrap();
    let note = listed.contents()[0].key().unwrap().to_owned();
    let stored = world.s3().get_object().bucket(world.bucket()).key(&note).send().await.unwrap();
    let mut stored = stored.body.collect().await.unwrap().to_vec();
    *stored.last_mut().unwrap() ^= 1;
    world.s3().put_object().bucket(world.bucket()).key(&note).body(stored.into()).send().await.unwrap();
    world.loses_its_stores().await;
    let empty = world.contents().await;
    let refused = world.restores().await.unwrap_err().to_string();
    assert!(refused.ends_with(&format!("{note} was altered, or encrypted with another key")), "{refused}");
    assert_eq!(world.contents().await, empty);
}

#[tokio::test]
async fn foreign_restore_erases_again() {
    let world = World::new(COPILOT).await;
    world.prepare_storage().await;
    let bob = world.admits("bob", UserRole::User).await;
    world.execute("CREATE TABLE held AS SELECT * FROM users", &[]).await;
    world.execute("DELETE FROM users WHERE id = $1", &[&bob]).await;
    assert_eq!(world.notes_erasures().await, 1);
    // as after a point-in-time recovery of the database server
    world.execute("DELETE FROM erasures", &[]).await;
    world.execute("INSERT INTO users SELECT * FROM held", &[]).await;
    let alice = world.admits("alice", UserRole::User).await;
    for erased in [1, 0] {
        let done = backup::handle(&world.backups().await, Request::ReapplyErasures, None).await.unwrap();
        assert!(matches!(done, Response::ReapplyErasures { erased: found } if found == erased), "{done:?}");
    }
    let connection = world.database().connection().await.unwrap();
    let left = connection.query_one("SELECT array_agg(id) FROM users", &[]).await.unwrap();
    assert_eq!(left.get::<_, Vec<uuid::Uuid>>(0), [alice.0]);
}

#[tokio::test]
async fn foreign_restore_updates_vectors() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    alice.uploads("herons.pdf", &PdfBuilder::of_texts(&["Herons count transformers."]).build()).await;
    let held = async || {
        let connection = world.database().connection().await.unwrap();
        let held = connection.query_one("SELECT count(*) FROM vector_collection_ranges", &[]).await.unwrap();
        held.get::<_, i64>(0)
    };
    assert_eq!(held().await, 1);
    backup::handle(&world.backups().await, Request::ReapplyErasures, None).await.unwrap();
    assert_eq!(held().await, 0, "what the store was told since is not what this database knows");
    world.sweeps().await;
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!(held().await, 1);
}
