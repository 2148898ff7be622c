//! `GET /api/documents/{id}/file`

use super::pdf;
use tests::world::World;

#[tokio::test]
async fn a_file_that_was_not_uploaded_yet_is_not_found() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let form = alice.begins_upload("later.pdf", 10).await;
    alice.get(&format!("/api/documents/{}/file", form.id)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn the_original_comes_back_byte_for_byte_under_its_name() {
    let world = World::new().await;
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
