//! `POST /api/ingest/docs`

mod r#async;

use super::{count_documents, pdf, takes_in};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use world::World;

const PATH: &str = "/api/ingest/docs";

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let file = pdf("alice");
    alice.sends_file(PATH, ("plan.pdf", &file), &[], None).await.is_problem(403, "forbidden");
    world.stranger().sends_file(PATH, ("plan.pdf", &file), &[], None).await.is_problem(401, "unauthorized");
    assert_eq!(count_documents(&world).await, 0);
}

#[tokio::test]
async fn invalid_form_names_its_fields() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let file = pdf("wrong");
    for (name, bytes, fields, wrong) in [
        ("plan.docx", file.as_slice(), &[][..], &["file"][..]),
        ("plan.pdf", b"Dear reader".as_slice(), &[], &["file"]),
        ("plan.pdf", b"".as_slice(), &[], &["file"]),
        ("plan.pdf", &file, &[("doc_type", "novel")], &["doc_type"]),
        ("plan", &file, &[("source", "rumour"), ("doc_type", "novel")], &["doc_type", "source", "file"]),
        ("plan.pdf", &file, &[("name", &"x".repeat(501))], &["name"]),
        ("plan.pdf", &file, &[("name", "line\nbreak")], &["name"]),
        ("plan.pdf", &file, &[("name", "a"), ("name", "b")], &["name"]),
    ] {
        let reply = admin.sends_file(PATH, (name, bytes), fields, None).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), wrong, "{name} {fields:?}: {}", reply.body);
    }
    admin.post(PATH, json!({ "file": "plan.pdf" })).await.is_problem(415, "unsupported_media_type");
    let large = [file.as_slice(), &vec![b' '; 4 * 1024 * 1024]].concat();
    for size in [large.len(), large.len() + 100 * 1024] {
        let larger = [large.as_slice(), &vec![b' '; size - large.len()]].concat();
        let refused = admin.sends_file(PATH, ("plan.pdf", &larger), &[], None).await;
        let refused = refused.is_problem(413, "payload_too_large");
        assert!(refused.text("detail").contains("at most 4 MiB"), "{}", refused.body);
        assert!(refused.text("detail").contains("by POST /api/documents"), "{}", refused.body);
    }
    assert_eq!(count_documents(&world).await, 0);
}

#[tokio::test]
async fn small_file_is_ready_for_everyone() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let file = pdf("fences");
    let fields = [("doc_type", "technical"), ("source", "UETCL"), ("name", "Fences.pdf")];
    let sent = admin.sends_file(PATH, ("plan.pdf", &file), &fields, None);
    let (reply, ()) = tokio::join!(sent, takes_in(&world));
    let taken = reply.is(200).matches_snapshot("post_ingest_docs");
    assert_eq!((&taken["name"], &taken["type"]), (&json!("Fences.pdf"), &json!("technical")));
    assert_eq!((&taken["source"], &taken["is_duplicate"]), (&json!("uetcl"), &json!(false)));
    assert!(taken["chunks_count"].as_i64().unwrap() >= 1);
    let read = alice.get(&format!("/api/documents/{}", taken.text("id"))).await.is(200);
    assert_eq!((&read["status"], &read["access"]), (&json!("ready"), &json!("everyone")));
}

#[tokio::test]
async fn missing_fields_get_defaults() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let file = pdf("defaults");
    let (reply, ()) = tokio::join!(admin.sends_file(PATH, ("handbook.pdf", &file), &[], None), takes_in(&world));
    let taken = reply.is(200);
    let said = ["name", "type", "source"].map(|field| taken.text(field).to_owned());
    assert_eq!(said, ["handbook.pdf", "other", "other"]);
}

#[tokio::test]
async fn file_without_text_leaves_nothing() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let blank = PdfBuilder::of_texts(&["", ""]).build();
    let (reply, ()) = tokio::join!(admin.sends_file(PATH, ("scan.pdf", &blank), &[], None), takes_in(&world));
    let refused = reply.is_problem(400, "bad_request");
    assert_eq!(refused.wrong_fields(), ["file"]);
    assert!(refused.text("detail").contains("text"), "{}", refused.body);
    assert_eq!(count_documents(&world).await, 0);
}

#[tokio::test]
async fn hostile_name_is_sanitised() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let file = pdf("names");
    let sent = admin.sends_file(PATH, ("../../etc/\u{202e}pass\"wd\r\n.pdf", &file), &[], None);
    let (reply, ()) = tokio::join!(sent, takes_in(&world));
    let taken = reply.is(200);
    assert!(!taken.text("name").contains(['/', '\u{202e}', '\n']), "{}", taken.body);
    let listed = world.s3().list_objects_v2().bucket(world.bucket()).send().await.unwrap();
    let keys: Vec<_> = listed.contents().iter().filter_map(|object| object.key()).collect();
    assert_eq!(keys, [format!("docs/{}/1.pdf", taken.text("id"))]);
}

#[tokio::test]
async fn duplicate_file_is_stored_once() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let known = admin.uploads("known.pdf", &pdf("known")).await;
    let again = admin.sends_file(PATH, ("other name.pdf", &pdf("known")), &[], None).await.is(200);
    assert_eq!((&again["id"], &again["is_duplicate"]), (&json!(known.id), &json!(true)));
    assert_eq!((&again["name"], count_documents(&world).await), (&json!("known.pdf"), 1));
}

#[tokio::test]
async fn invisible_document_is_no_duplicate() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let hers = alice.uploads("private.pdf", &pdf("private")).await;
    let file = pdf("private");
    let (reply, ()) = tokio::join!(admin.sends_file(PATH, ("a.pdf", &file), &[], None), takes_in(&world));
    let taken = reply.is(200);
    assert!(taken["id"] != json!(hers.id) && taken["is_duplicate"] == false, "{}", taken.body);
}

#[tokio::test]
async fn unreadable_file_leaves_nothing() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let cut = b"%PDF-1.7\nthis is where it was cut off".as_slice();
    let (reply, ()) = tokio::join!(admin.sends_file(PATH, ("cut.pdf", cut), &[], None), takes_in(&world));
    let refused = reply.is_problem(400, "bad_request");
    assert_eq!(refused.wrong_fields(), ["file"]);
    assert!(refused["detail"].as_str().unwrap().contains("damaged"), "{}", refused.body);
    assert_eq!(count_documents(&world).await, 0);
    world.deliver_all().await;
    let left = world.s3().list_object_versions().bucket(world.bucket()).send().await.unwrap();
    assert!(left.versions().is_empty());
}

#[tokio::test]
async fn slow_file_becomes_a_job() {
    let world = World::with(COPILOT, &[("INGEST_WAIT_MILLISECONDS", "1")]).await;
    let admin = world.admin().await;
    let file = pdf("slow");
    let job = admin.sends_file(PATH, ("slow.pdf", &file), &[], Some("key")).await.is(202);
    assert_eq!((&job["status"], &job["is_duplicate"]), (&json!("queued"), &json!(false)));
    takes_in(&world).await;
    let done = admin.sends_file(PATH, ("slow.pdf", &file), &[], Some("key")).await.is(200);
    assert_eq!((&done["id"], &done["is_duplicate"]), (&job["job_id"], &json!(false)));
    let other = admin.sends_file(PATH, ("slow.pdf", &pdf("other")), &[], Some("key")).await;
    assert_eq!(other.is_problem(422, "unprocessable").wrong_fields(), ["Idempotency-Key"]);
    assert_eq!(count_documents(&world).await, 1);
}
