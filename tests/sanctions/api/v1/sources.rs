//! `/api/v1/sources` and `/api/v1/sources/{id}`

mod freshness;
mod run;
mod runs;
mod webhook;

use crate::product::SANCTIONS;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, World};

pub(super) const PATH: &str = "/api/v1/sources";

/// The settings of a source with one file.
pub(super) fn un_list() -> Value {
    json!({
        "name": "UN list", "format": "un_xml", "dataset": "UN-Sanctions",
        "files": [{ "url": "https://scsanctions.un.org/resources/xml/en/consolidated.xml" }],
    })
}

/// The settings of a source with several files.
fn ofac_list() -> Value {
    let file =
        |part: &str, name: &str| json!({ "part": part, "url": format!("https://www.treasury.gov/ofac/{name}.csv") });
    json!({
        "name": "OFAC SDN list", "format": "ofac_sdn", "dataset": "US-Sanctions", "schedule": "12h",
        "files": [file("main", "sdn"), file("aliases", "alt"), file("addresses", "add"), file("comments", "sdn_comments")],
    })
}

/// Creates a source and returns its path.
pub(super) async fn creates(admin: &Person, settings: Value) -> String {
    let id = admin.post(PATH, settings).await.is(201).text("id").to_owned();
    format!("{PATH}/{id}")
}

/// The settings with other values for some members.
fn with(mut settings: Value, members: &Value) -> Value {
    for (name, value) in members.as_object().unwrap() {
        settings[name.as_str()] = value.clone();
    }
    settings
}

#[tokio::test]
async fn only_administrators_change_sources() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, un_list()).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    for role in [UserRole::Compliance, UserRole::Analyst, UserRole::Auditor, UserRole::User, UserRole::Guest] {
        let other = world.of_role(role).await;
        let reads = [UserRole::Compliance, UserRole::Analyst, UserRole::Auditor].contains(&role);
        for path in [PATH, &source] {
            let reply = other.get(path).await;
            let _ = if reads { reply.is(200) } else { reply.is_problem(403, "forbidden") };
        }
        other.post(PATH, ofac_list()).await.is_problem(403, "forbidden");
        other.put(&source, un_list()).await.is_problem(403, "forbidden");
        other.delete(&source).await.is_problem(403, "forbidden");
    }
    let unknown = format!("{PATH}/{}", Uuid::new_v4());
    admin.get(&unknown).await.is_problem(404, "not_found");
    admin.put(&unknown, un_list()).await.is_problem(404, "not_found");
    admin.delete(&unknown).await.is_problem(404, "not_found");
    admin.get(&format!("{PATH}/un-list")).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn wrong_settings_are_named() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, un_list()).await;
    let file = |url: &str| json!({ "files": [{ "url": url }] });
    for (members, field) in [
        (json!({ "name": "  " }), "name"),
        (json!({ "name": "x".repeat(101) }), "name"),
        (json!({ "format": "pdf" }), "format"),
        (json!({ "dataset": "US" }), "dataset"),
        (json!({ "dataset": "US Sanctions" }), "dataset"),
        (json!({ "dataset": "-Sanctions" }), "dataset"),
        (json!({ "schedule": "0h" }), "schedule"),
        (json!({ "schedule": "32d" }), "schedule"),
        (json!({ "schedule": "1d@25:00" }), "schedule"),
        (json!({ "files": [] }), "files"),
        (json!({ "colour": 1 }), "colour"),
        (json!({ "files": [{ "part": "aliases", "url": "https://www.treasury.gov/alt.csv" }] }), "files[0].part"),
        (file(""), "files[0].url"),
        (file("http://www.treasury.gov/sdn.csv"), "files[0].url"),
        (file("https://evil.example/sdn.csv"), "files[0].url"),
        (file("https://www.treasury.gov.evil.example/sdn.csv"), "files[0].url"),
        (file("https://user:secret@www.treasury.gov/sdn.csv"), "files[0].url"),
        (file("https://www.treasury.gov:8443/sdn.csv"), "files[0].url"),
        (file("https://169.254.169.254/latest/meta-data"), "files[0].url"),
        (file("https://2852039166/"), "files[0].url"),
        (file("https://[::ffff:169.254.169.254]/"), "files[0].url"),
    ] {
        let settings = with(un_list(), &members);
        for reply in [admin.post(PATH, settings.clone()).await, admin.put(&source, settings).await] {
            let refused = reply.is_problem(422, "unprocessable");
            assert!(refused.wrong_fields().contains(&field), "{members}: {}", refused.body);
        }
    }
    let addresses_only = json!({ "files": [{ "part": "addresses", "url": "https://www.treasury.gov/add.csv" }] });
    let refused = admin.post(PATH, with(ofac_list(), &addresses_only)).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["files"]);
    let file = json!({ "url": "https://www.treasury.gov/sdn.csv" });
    let refused = admin.post(PATH, with(ofac_list(), &json!({ "files": [file, file] }))).await;
    assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), ["files[1].part"]);
    assert_eq!(admin.get(PATH).await.is(200)["count"], 1, "nothing was stored");
}

#[tokio::test]
async fn names_are_unique() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let un = creates(&admin, un_list()).await;
    let ofac = creates(&admin, ofac_list()).await;
    admin.post(PATH, with(ofac_list(), &json!({ "name": "un LIST" }))).await.is_problem(409, "conflict");
    admin.put(&ofac, with(ofac_list(), &json!({ "name": " UN list " }))).await.is_problem(409, "conflict");
    assert_eq!(admin.get(&ofac).await.is(200)["name"], "OFAC SDN list");
    assert_eq!(admin.put(&un, with(un_list(), &json!({ "name": "UN LIST" }))).await.is(200)["name"], "UN LIST");
}

#[tokio::test]
async fn source_is_created_changed_and_disabled() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    assert_eq!(admin.get(PATH).await.is(200).body, json!({ "data": [], "count": 0 }));
    let created = admin.post(PATH, ofac_list()).await.is(201).matches_snapshot("post_v1_sources");
    let source = format!("{PATH}/{}", created.text("id"));
    assert_eq!(admin.get(&source).await.is(200).matches_snapshot("get_v1_sources_id").body, created.body);
    creates(&admin, un_list()).await;
    let fewer = json!({ "schedule": "2d@04:30", "files": [{ "url": "https://www.treasury.gov/ofac/other.csv" }] });
    let changed = admin.put(&source, with(ofac_list(), &fewer)).await.is(200).matches_snapshot("put_v1_sources_id");
    assert_eq!(changed["files"], json!([{ "part": "main", "url": "https://www.treasury.gov/ofac/other.csv" }]));
    admin.put(&source, with(ofac_list(), &json!({ "format": "ofac_consolidated" }))).await.is_problem(409, "conflict");
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_v1_sources");
    assert_eq!((&listed["data"][1]["name"], &listed["count"]), (&json!("UN list"), &json!(2)));
    assert_eq!(admin.get(&format!("{PATH}?format=un_xml")).await.is(200)["count"], 1);
    let refused = admin.get(&format!("{PATH}?format=pdf")).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["format"]);
    assert_eq!(admin.get(&format!("{PATH}?offset=5")).await.is(200).body, json!({ "data": [], "count": 2 }));
    admin.delete(&source).await.is(204);
    admin.delete(&source).await.is(204);
    let disabled = admin.get(&source).await.is(200);
    let expected = (&json!(false), &json!("disabled"), &Value::Null);
    assert_eq!((&disabled["enabled"], &disabled["state"], &disabled["next_run_at"]), expected);
}

#[tokio::test]
async fn enabled_source_is_due_at_once() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, with(un_list(), &json!({ "enabled": false }))).await;
    world.wait(SignedDuration::from_hours(3));
    let admin = world.logs_in("admin").await;
    let enabled = admin.put(&source, un_list()).await.is(200);
    assert_eq!(enabled["next_run_at"], enabled["updated_at"]);
    assert_ne!(enabled["updated_at"], enabled["created_at"]);
}

#[tokio::test]
async fn same_settings_change_nothing() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, ofac_list()).await;
    let before = admin.get(&source).await.is(200);
    world.wait(SignedDuration::from_hours(1));
    let admin = world.logs_in("admin").await;
    assert_eq!(admin.put(&source, ofac_list()).await.is(200).body, before.body);
}

#[tokio::test]
async fn there_are_at_most_200_sources() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let fills = "INSERT INTO sources SELECT gen_random_uuid(), 'Source ' || n, 'un_xml', 'UN-Sanctions', '1d', true, now(), NULL, NULL, NULL, NULL, 0, \
        now(), now() FROM generate_series(1, 200) AS n";
    assert_eq!(world.execute(fills, &[]).await, 200);
    admin.post(PATH, un_list()).await.is_problem(409, "conflict");
    assert_eq!(admin.get(PATH).await.is(200)["count"], 200);
}
