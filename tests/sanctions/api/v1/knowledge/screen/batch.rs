//! `/api/v1/knowledge/screen/batch` and `/api/v1/knowledge/screen/batch/{id}`

mod results;

use crate::{
    list::{Place, URL, facts, file},
    product::SANCTIONS,
};
use copilot::ingestion::Watch;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Form, Person, Reply, World};

pub(super) const PATH: &str = "/api/v1/knowledge/screen/batch";

/// Three subjects, the first and the last of which have hits, and a wrong row.
pub(super) const SUBJECTS: &str = "id,name,birth date,Notes\n\
    c-1,Arkady Volkonsky,1961-04-12,=x\n\
    =c-2,Gertrude Applewhite,,\n\
    c-3,CORP,12.04.1961,\n\
    c-4,Mahmoud al-Harbani,,\n";

/// Creates a batch and uploads its file. Returns its path.
pub(super) async fn uploads(person: &Person, content: &[u8], settings: Value) -> String {
    let mut input = settings;
    input["file_name"] = json!("customers.csv");
    input["size"] = json!(content.len());
    let created = person.post(PATH, input).await.is(201);
    assert!(Form::of(&created).post(content).await.is_success(), "the file is not taken");
    format!("{PATH}/{}", created.text("id"))
}

/// Delivers the notification of a file.
pub(super) async fn arrives(place: &Place, path: &str) {
    let id = path.rsplit('/').next().unwrap();
    let notice = place.world.landed(&format!("screening/{id}/1.csv")).await;
    let handled = place.world.delivers_screening(&notice).await;
    assert!(handled.batch_item_failures.is_empty(), "{handled:?}");
}

/// Screens a file and returns the batch with its path.
pub(super) async fn screens(place: &Place, person: &Person, content: &[u8]) -> (String, Reply) {
    let path = uploads(person, content, json!({})).await;
    arrives(place, &path).await;
    let batch = person.get(&path).await.is(200);
    (path, batch)
}

/// The number of objects of batches, versions included.
async fn files(place: &Place) -> usize {
    let request = place.world.s3().list_object_versions().bucket(place.world.bucket()).prefix("screening/");
    let listing = request.send().await.unwrap();
    listing.versions().len() + listing.delete_markers().len()
}

#[tokio::test]
async fn screeners_create_batches_and_auditors_read() {
    let place = Place::listed(&[]).await;
    let input = json!({ "file_name": "customers.csv", "size": 10 });
    place.world.stranger().post(PATH, input.clone()).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::User, UserRole::Auditor] {
        place.world.of_role(role).await.post(PATH, input.clone()).await.is_problem(403, "forbidden");
    }
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let analyst = place.world.of_role(UserRole::Analyst).await;
    let created = compliance.post(PATH, input.clone()).await.is(201).matches_snapshot("post_v1_knowledge_screen_batch");
    let of_compliance = format!("{PATH}/{}", created.text("id"));
    let of_analyst = format!("{PATH}/{}", analyst.post(PATH, input).await.is(201).text("id"));
    for path in [&of_compliance, &of_analyst] {
        place.world.stranger().get(path).await.is_problem(401, "unauthorized");
        place.world.logs_in("user").await.get(path).await.is_problem(403, "forbidden");
        place.world.logs_in("auditor").await.get(path).await.is(200);
        compliance.get(path).await.is(200);
    }
    analyst.get(&of_analyst).await.is(200);
    analyst.get(&of_compliance).await.is_problem(404, "not_found");
    compliance.get(&format!("{PATH}/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
}

/// The address of the next page, from the `link` header.
fn next(reply: &Reply) -> Option<String> {
    let link = reply.headers.get("link")?.to_str().unwrap();
    Some(link.trim_start_matches('<').split_once('>').unwrap().0.to_owned())
}

/// The ids of a list of batches, and the number of all.
fn listed(reply: &Reply) -> (Vec<String>, i64) {
    let ids = reply["data"].as_array().unwrap().iter().map(|batch| batch["id"].as_str().unwrap().to_owned());
    (ids.collect(), reply["count"].as_i64().unwrap())
}

#[tokio::test]
async fn list_requires_readers_of_screenings() {
    let place = Place::listed(&[]).await;
    place.world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::User] {
        place.world.of_role(role).await.get(PATH).await.is_problem(403, "forbidden");
    }
    let compliance = place.world.of_role(UserRole::Compliance).await;
    assert_eq!(listed(&compliance.get(PATH).await.is(200)), (Vec::new(), 0));
    for (query, field) in
        [("limit=0", "limit"), ("limit=101", "limit"), ("offset=-1", "offset"), ("cursor=1", "cursor")]
    {
        let refused = compliance.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn list_has_the_batches_that_are_visible() {
    let place = Place::listed(&[("SCREENING_RETENTION_DAYS", "30")]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let analyst = place.world.of_role(UserRole::Analyst).await;
    let input = json!({ "file_name": "customers.csv", "size": 10 });
    let mut ids = Vec::new();
    for person in [&analyst, &compliance, &analyst] {
        place.world.wait(SignedDuration::from_mins(1));
        ids.insert(0, person.post(PATH, input.clone()).await.is(201).text("id").to_owned());
    }
    let own = vec![ids[0].clone(), ids[2].clone()];
    assert_eq!(listed(&analyst.get(PATH).await.is(200)), (own, 2), "an analyst sees their own");
    let auditor = place.world.of_role(UserRole::Auditor).await;
    for person in [&compliance, &auditor] {
        assert_eq!(listed(&person.get(PATH).await.is(200)), (ids.clone(), 3));
    }
    let first = auditor.get(&format!("{PATH}?limit=2")).await.is(200);
    assert_eq!(listed(&first), (ids[..2].to_vec(), 3));
    compliance.post(PATH, input).await.is(201);
    let rest = auditor.get(&next(&first).unwrap()).await.is(200);
    assert_eq!((listed(&rest).0, next(&rest)), (ids[2..].to_vec(), None), "a new batch does not move the next page");
    place.world.wait(SignedDuration::from_hours(24 * 31));
    let auditor = place.world.logs_in("auditor").await;
    assert_eq!(listed(&auditor.get(PATH).await.is(200)), (Vec::new(), 0), "what has expired is not listed");
}

#[tokio::test]
async fn list_shows_what_came_of_a_file() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    screens(&place, &compliance, b"name\n").await;
    place.world.wait(SignedDuration::from_mins(1));
    let (_, batch) = screens(&place, &compliance, SUBJECTS.as_bytes()).await;
    let listed = compliance.get(PATH).await.is(200).matches_snapshot("get_v1_knowledge_screen_batch");
    let [done, failed] = [&listed["data"][0], &listed["data"][1]];
    for member in
        ["id", "status", "file_name", "requested_by", "rows", "alerts_opened", "error", "created_at", "expires_at"]
    {
        assert_eq!(done[member], batch[member], "{member}");
    }
    assert_eq!((&failed["status"], &failed["error"]["code"]), (&json!("failed"), &json!("unreadable")));
}

#[tokio::test]
async fn wrong_batches_are_named() {
    let world = World::new(SANCTIONS).await;
    let compliance = world.of_role(UserRole::Compliance).await;
    for (member, value, field) in [
        ("file_name", json!("customers.xlsx"), "file_name"),
        ("file_name", json!("\u{1}.csv"), "file_name"),
        ("size", json!(0), "size"),
        ("size", json!(33_554_433), "size"),
        ("encoding", json!("klingon"), "encoding"),
        ("sources", json!([]), "sources"),
        ("sources", json!([Uuid::new_v4()]), "sources[0]"),
        ("threshold", json!(0.4), "threshold"),
        ("rows", json!(1), "rows"),
    ] {
        let mut input = json!({ "file_name": "customers.csv", "size": 10 });
        input[member] = value;
        let refused = compliance.post(PATH, input.clone()).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{input}");
    }
    let input = json!({ "file_name": "customers.csv", "size": 10 });
    compliance.post(PATH, input).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn rows_are_screened_like_single_subjects() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let (path, batch) = screens(&place, &compliance, SUBJECTS.as_bytes()).await;
    let batch = batch.matches_snapshot("get_v1_knowledge_screen_batch_id");
    assert_eq!((&batch["status"], &batch["encoding"]), (&json!("done"), &json!("UTF-8")));
    let rows = json!({ "total": 4, "screened": 3, "with_hits": 2, "invalid": 1, "erased": 0 });
    assert_eq!((&batch["rows"], &batch["alerts_opened"]), (&rows, &json!(2)));
    assert_eq!((&batch["row_errors"][0]["row"], &batch["row_errors"][0]["id"]), (&json!(3), &json!("c-3")));
    let single = place.screens(json!({ "name": "Mahmoud al-Harbani", "reference": "c-4" })).await;
    let alerts = compliance.get("/api/v1/knowledge/alerts").await.is(200);
    assert_eq!(alerts["count"], 2, "the alert of the batch is that of the subject");
    let alert = alerts["data"].as_array().unwrap().iter().find(|alert| alert["subject_key"] == single["subject_key"]);
    let (alert, hit) = (alert.unwrap(), &single["hits"][0]);
    assert_eq!((&alert["id"], &alert["score"]), (&hit["alert"]["id"], &hit["score"]));
    assert_eq!(files(&place).await, 0, "the file is deleted");
    arrives_again(&place, &path).await;
    assert_eq!(compliance.get(&path).await.is(200).body, batch.body, "a second delivery changes nothing");
}

/// Delivers the message of a batch whose file is gone.
async fn arrives_again(place: &Place, path: &str) {
    let body = json!({ "kind": "screen_batch", "batch_id": path.rsplit('/').next().unwrap() });
    assert!(place.world.delivers_screening(&body.to_string()).await.batch_item_failures.is_empty());
}

#[tokio::test]
async fn unreadable_files_fail_with_the_reason() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    for (content, reason) in [
        (&b"name\nZo\xeb Vossen\n"[..], "encoding"),
        (b"first,last\nAlda,Vossen\n", "one of which is name"),
        (b"name\n", "no rows"),
    ] {
        let (path, batch) = screens(&place, &compliance, content).await;
        assert_eq!((&batch["status"], &batch["error"]["code"]), (&json!("failed"), &json!("unreadable")));
        let text = batch["error"]["text"].as_str().unwrap();
        assert!(text.contains(reason), "{text}");
        assert_eq!(compliance.get(&format!("{path}/results")).await.is(200).body.to_string().matches("c-1").count(), 0);
        place.world.sweeps_screenings().await;
    }
    assert_eq!(files(&place).await, 0);
    let path = uploads(&compliance, b"name\nZo\xeb Vossen\n", json!({ "encoding": "windows-1252" })).await;
    arrives(&place, &path).await;
    let batch = compliance.get(&path).await.is(200);
    assert_eq!((&batch["status"], &batch["encoding"]), (&json!("done"), &json!("windows-1252")));
}

/// Lets the work on a batch fail at a step.
async fn fails_at(place: &Place, path: &str, step: &str) {
    let watch = Watch::start().await;
    let (setting, address) = watch.setting();
    place.world.set(&setting, &address);
    let notice = place.world.landed(&format!("screening/{}/1.csv", path.rsplit('/').next().unwrap())).await;
    let world = place.world.clone();
    let work = tokio::spawn(async move { world.delivers_screening(&notice).await });
    watch.until(step).await.fail().await;
    assert_eq!(work.await.unwrap().batch_item_failures.len(), 1, "{step}");
    place.world.set(&setting, "");
}

#[tokio::test]
async fn interrupted_batches_continue() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let (undisturbed, expected) = screens(&place, &compliance, SUBJECTS.as_bytes()).await;
    let results = async |path: &str| compliance.get(&format!("{path}/results")).await.is(200).body;
    for step in [
        "screening ordered",
        "screening read",
        "screening begun",
        "screening file deleted",
        "screening searched",
        "screening storing",
        "screening stored",
    ] {
        let path = uploads(&compliance, SUBJECTS.as_bytes(), json!({})).await;
        fails_at(&place, &path, step).await;
        place.world.sweeps_screenings().await;
        let batch = compliance.get(&path).await.is(200);
        assert_eq!((&batch["status"], &batch["rows"]), (&json!("done"), &expected["rows"]), "{step}");
        assert_eq!(results(&path).await, results(&undisturbed).await, "{step}");
        assert_eq!(files(&place).await, 0, "{step}");
    }
}

#[tokio::test]
async fn a_batch_keeps_its_versions_of_lists() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let path = uploads(&compliance, SUBJECTS.as_bytes(), json!({})).await;
    fails_at(&place, &path, "screening begun").await;
    let begun = compliance.get(&path).await.is(200)["lists"].clone();
    let changed = String::from_utf8(facts()).unwrap().replace("AL-HARBANI, Mahmoud", "AL-HARBANI, Munir");
    place.server.on(URL, file(changed.into_bytes(), "2"));
    place.runs().await;
    place.world.sweeps_screenings().await;
    let batch = compliance.get(&path).await.is(200);
    assert_eq!((&batch["status"], &batch["lists"]), (&json!("done"), &begun));
    let table = compliance.get(&format!("{path}/results?only=hits")).await.is(200).body.to_string();
    assert!(table.contains("AL-HARBANI, Mahmoud Yusuf"), "{table}");
}

#[tokio::test]
async fn lost_messages_are_made_up_for() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let path = uploads(&compliance, SUBJECTS.as_bytes(), json!({})).await;
    place.world.sweeps_screenings().await;
    assert_eq!(compliance.get(&path).await.is(200)["status"], "done");
    let input = json!({ "file_name": "customers.csv", "size": 10 });
    let forgotten = format!("{PATH}/{}", compliance.post(PATH, input).await.is(201).text("id"));
    place.world.sweeps_screenings().await;
    assert_eq!(compliance.get(&forgotten).await.is(200)["status"], "uploading");
    place.world.wait(SignedDuration::from_hours(2));
    place.world.sweeps_screenings().await;
    let compliance = place.world.logs_in("compliance").await;
    assert_eq!(compliance.get(&forgotten).await.is(200)["error"]["code"], "not_uploaded");
}

#[tokio::test]
async fn a_batch_is_kept_until_it_expires() {
    let place = Place::listed(&[("SCREENING_RETENTION_DAYS", "30")]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let (path, _) = screens(&place, &compliance, SUBJECTS.as_bytes()).await;
    let rows = async || -> i64 {
        let connection = place.world.database().connection().await.unwrap();
        connection.query_one("SELECT count(*) FROM screening_batch_rows", &[]).await.unwrap().get(0)
    };
    place.world.maintains().await;
    assert_eq!(rows().await, 4);
    place.world.wait(SignedDuration::from_hours(24 * 31));
    place.world.logs_in("compliance").await.get(&path).await.is_problem(404, "not_found");
    place.world.maintains().await;
    assert_eq!(rows().await, 0);
}
