//! `GET /api/documents/{id}/file`

use super::pdf;
use aws_sdk_s3::primitives::ByteStream;
use copilot::COPILOT;
use world::{Person, World};

#[tokio::test]
async fn pending_file_gets_404() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let form = alice.begins_upload("later.pdf", 10).await;
    alice.get(&format!("/api/documents/{}/file", form.id)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn returns_original_bytes_and_name() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let bytes = pdf("original");
    let document = alice.uploads("Plan 2024.pdf", &bytes).await;
    let reply = alice.get(&format!("{}/file", document.path())).await.is(303);
    let download = reqwest::get(reply.header("location")).await.unwrap();
    assert_eq!(
        (download.status().as_u16(), &download.headers()["content-type"]),
        (200, &"application/pdf".parse().unwrap())
    );
    let disposition = download.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(disposition.starts_with("attachment;") && disposition.contains("Plan 2024.pdf"), "{disposition}");
    assert_eq!(download.bytes().await.unwrap(), bytes);
}

/// Downloads the file of a document.
async fn downloaded(person: &Person, document: &str) -> Vec<u8> {
    let reply = person.get(&format!("/api/documents/{document}/file")).await.is(303);
    reqwest::get(reply.header("location")).await.unwrap().bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn later_upload_is_not_served() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let (read, later) = (pdf("one"), pdf("two"));
    let form = alice.begins_upload("plan.pdf", read.len()).await;
    assert!(form.post(&read).await.is_success());
    let notice = world.landed(form.key()).await;
    world.deliver(&[notice]).await;
    world.deliver_all().await;
    assert!(form.post(&later).await.is_success());
    assert_eq!(downloaded(&alice, &form.id).await, read);
}

#[tokio::test]
async fn restored_file_must_match_its_hash() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let bytes = pdf("original");
    let document = alice.uploads("plan.pdf", &bytes).await;
    destroy(&world, &document.key).await;
    put(&world, &document.key, &bytes).await;
    assert_eq!(downloaded(&alice, &document.id).await, bytes);
    destroy(&world, &document.key).await;
    put(&world, &document.key, &pdf("another")).await;
    alice.get(&format!("{}/file", document.path())).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn removed_file_gets_404() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &pdf("original")).await;
    destroy(&world, &document.key).await;
    alice.get(&format!("{}/file", document.path())).await.is_problem(404, "not_found");
}

async fn put(world: &World, key: &str, bytes: &[u8]) {
    let request = world.s3().put_object().bucket(world.bucket()).key(key);
    request.body(ByteStream::from(bytes.to_vec())).send().await.unwrap();
}

/// Deletes all versions of a file, as if the bucket was lost.
async fn destroy(world: &World, key: &str) {
    let listed = world.s3().list_object_versions().bucket(world.bucket()).prefix(key).send().await.unwrap();
    for version in listed.versions() {
        let delete = world.s3().delete_object().bucket(world.bucket()).key(key);
        delete.version_id(version.version_id().unwrap()).send().await.unwrap();
    }
}
