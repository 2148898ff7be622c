//! `DELETE /api/documents/{id}`

use super::pdf;
use tests::world::World;

#[tokio::test]
async fn a_stranger_to_a_document_cannot_delete_it() {
    let world = World::new().await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let private = alice.uploads("private.pdf", &pdf("alice")).await;
    bob.delete(&private.path()).await.is_problem(404, "not_found");
    admin.delete(&private.path()).await.is_problem(404, "not_found");
    let public = admin.uploads("public.pdf", &pdf("admin")).await;
    bob.delete(&public.path()).await.is_problem(404, "not_found");
    assert_eq!(alice.get(&private.path()).await.status, 200);
    assert_eq!(bob.get(&public.path()).await.status, 200);
}

#[tokio::test]
async fn deleting_twice_is_204_then_404() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let document = alice.uploads("mine.pdf", &pdf("mine")).await;
    assert!(alice.delete(&document.path()).await.is(204).body.is_null());
    alice.delete(&document.path()).await.is_problem(404, "not_found");
    alice.get(&document.path()).await.is_problem(404, "not_found");
    alice.get(&document.page(1)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn after_the_clean_up_no_version_of_the_original_is_left() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let document = alice.uploads("mine.pdf", &pdf("mine")).await;
    assert_eq!(alice.delete(&document.path()).await.status, 204);
    assert_eq!(world.pump().await, 0);
    let left = world.s3().list_object_versions().bucket(world.bucket()).send().await.unwrap();
    assert!(left.versions().is_empty() && left.delete_markers().is_empty());
    let connection = world.database().connection().await.unwrap();
    let rows: i64 = connection.query_one("SELECT count(*) FROM document_chunks", &[]).await.unwrap().get(0);
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn an_administrator_deletes_what_another_one_gave_to_everyone() {
    let world = World::new().await;
    let admin = world.admin().await;
    world.admits("deputy", sisuiq_model::UserRole::Admin).await;
    let deputy = world.logs_in("deputy").await;
    let document = admin.uploads("public.pdf", &pdf("public")).await;
    assert_eq!(deputy.delete(&document.path()).await.status, 204);
    assert_eq!(admin.get(&document.path()).await.status, 404);
}
