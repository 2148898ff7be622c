//! `/api/v1/users/me/avatar`

use copilot::COPILOT;
use serde_json::json;
use world::{Form, Person, World};

const PATH: &str = "/api/v1/users/me/avatar";
/// The first bytes of a PNG file, which identify its type.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01 and so on";

async fn promised(person: &Person, kind: &str, size: usize) -> Form {
    Form::of(&person.post(PATH, json!({ "content_type": kind, "size": size })).await.is(201))
}

async fn shows(person: &Person, kind: &str, bytes: &[u8]) {
    let form = promised(person, kind, bytes.len()).await;
    assert!(form.post(bytes).await.is_success());
    let reply = person.put(PATH, json!({ "id": form.id })).await.is(200);
    assert_eq!(reply["avatar_url"], PATH);
}

/// The type and the bytes of the person's picture.
async fn seen(person: &Person) -> (String, Vec<u8>) {
    let address = person.get(PATH).await.is(303).header("location").to_owned();
    let answer = reqwest::get(address).await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (kind, answer.bytes().await.unwrap().to_vec())
}

/// The number of pictures in the bucket, including unconfirmed ones.
async fn stored(world: &World) -> usize {
    let list = world.s3().list_objects_v2().bucket(world.bucket()).prefix("avatars/").send().await.unwrap();
    list.contents().len()
}

#[tokio::test]
async fn invalid_type_or_size_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.customer("alice").await;
    for (field, input) in [
        ("content_type", json!({ "content_type": "image/svg+xml", "size": 10 })),
        ("size", json!({ "content_type": "image/png", "size": 0 })),
        ("size", json!({ "content_type": "image/png", "size": 10 * 1024 * 1024 + 1 })),
    ] {
        assert_eq!(alice.post(PATH, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    alice.get(PATH).await.is_problem(404, "not_found");
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    let form = promised(&alice, "image/png", PNG.len()).await;
    assert!(!form.post(&[PNG, b"more"].concat()).await.is_success(), "only the announced size is taken");
}

#[tokio::test]
async fn returns_the_whole_body() {
    let world = World::new(COPILOT).await;
    let alice = world.customer("alice").await;
    let input = json!({ "content_type": "image/png", "size": PNG.len() });
    let promised = alice.post(PATH, input).await.is(201).matches_snapshot("post_v1_users_me_avatar");
    assert!(Form::of(&promised).post(PNG).await.is_success());
    alice.put(PATH, json!({ "id": promised["id"] })).await.is(200).matches_snapshot("put_v1_users_me_avatar");
}

#[tokio::test]
async fn invalid_picture_is_hidden() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.customer("alice").await, world.customer("bob").await);
    let page = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let form = promised(&alice, "image/png", page.len()).await;
    alice.put(PATH, json!({ "id": form.id })).await.is_problem(409, "conflict");
    assert!(form.post(page).await.is_success());
    let reply = alice.put(PATH, json!({ "id": form.id })).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["id"]);
    let form = promised(&alice, "image/png", PNG.len()).await;
    assert!(form.post(PNG).await.is_success());
    bob.put(PATH, json!({ "id": form.id })).await.is_problem(409, "conflict");
    alice.get(PATH).await.is_problem(404, "not_found");
    alice.put(PATH, json!({ "id": "../../docs/1" })).await.is_problem(422, "unprocessable");
}

#[tokio::test]
async fn new_picture_replaces_old() {
    let world = World::new(COPILOT).await;
    let alice = world.customer("alice").await;
    shows(&alice, "image/png", PNG).await;
    assert_eq!(seen(&alice).await, ("image/png".to_owned(), PNG.to_vec()));
    // the actual type counts, not the declared one
    shows(&alice, "image/png", JPEG).await;
    assert_eq!(seen(&alice).await, ("image/jpeg".to_owned(), JPEG.to_vec()));
    assert_eq!(stored(&world).await, 1);
    for _ in 0..2 {
        alice.delete(PATH).await.is(204);
    }
    alice.get(PATH).await.is_problem(404, "not_found");
    assert_eq!(stored(&world).await, 0);
}
