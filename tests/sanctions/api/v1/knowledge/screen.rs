//! `/api/v1/knowledge/screen`

mod batch;
mod erasures;

use crate::{
    list::{Place, SCREEN, URL, facts, file, list, ten},
    product::SANCTIONS,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Reply, World, log_of_process};

fn names(reply: &Reply) -> Vec<&str> {
    reply["hits"].as_array().unwrap().iter().map(|hit| hit["listed_name"].as_str().unwrap()).collect()
}

fn score(reply: &Reply, place: usize) -> f64 {
    reply["hits"][place]["score"].as_f64().unwrap()
}

/// The key of the newest index.
async fn index_key(place: &Place) -> String {
    let connection = place.world.database().connection().await.unwrap();
    let sql = "SELECT object_key FROM name_indexes ORDER BY created_at DESC, run_id DESC LIMIT 1";
    connection.query_one(sql, &[]).await.unwrap().get(0)
}

/// Replaces the object of the newest index.
async fn damages(place: &Place, bytes: &[u8]) {
    let request = place.world.s3().put_object().bucket(place.world.bucket()).key(index_key(place).await);
    request.body(bytes.to_vec().into()).send().await.unwrap();
}

#[tokio::test]
async fn only_screeners_may_screen() {
    let place = Place::listed(&[]).await;
    let input = json!({ "name": "Gertrude Applewhite" });
    place.world.stranger().post(SCREEN, input.clone()).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::User, UserRole::Auditor] {
        place.world.of_role(role).await.post(SCREEN, input.clone()).await.is_problem(403, "forbidden");
    }
    for role in [UserRole::Analyst, UserRole::Compliance] {
        let reply = place.world.of_role(role).await.post(SCREEN, input.clone()).await.is(200);
        assert_eq!((&reply["hits"], &reply["truncated"]), (&json!([]), &json!(false)));
    }
}

#[tokio::test]
async fn names_with_nothing_to_search_are_refused() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    for name in ["CORP", "LLC", "L.L.C.", "GmbH & Co. KG", "Company Limited", "--", "!?…", "\u{200b}", " ", "株式会社"]
    {
        for kind in [Value::Null, json!("organisation"), json!("vessel")] {
            let refused = compliance.post(SCREEN, json!({ "name": name, "kind": kind })).await;
            let refused = refused.is_problem(422, "unprocessable");
            assert_eq!(refused.wrong_fields(), ["name"], "{name}");
            assert!(!refused.body.to_string().contains("hits"));
        }
    }
}

#[tokio::test]
async fn wrong_input_is_named() {
    let world = World::new(SANCTIONS).await;
    let compliance = world.of_role(UserRole::Compliance).await;
    let number = |number: &str| json!([{ "kind": "passport", "number": number }]);
    for (member, value, field) in [
        ("name", json!(""), "name"),
        ("name", json!("x".repeat(401)), "name"),
        ("name", json!("ﬃ".repeat(134)), "name"),
        ("kind", json!("ship"), "kind"),
        ("birth_date", json!("12.04.1961"), "birth_date"),
        ("birth_date", json!("1961-02-30"), "birth_date"),
        ("birth_date", json!("9999"), "birth_date"),
        ("countries", json!(["RU", "Russia"]), "countries[1]"),
        ("countries", json!(["ZZ"]), "countries[0]"),
        ("gender", json!("m"), "gender"),
        ("identifiers", number("--"), "identifiers[0].number"),
        ("identifiers", number(""), "identifiers[0].number"),
        ("threshold", json!(0.49), "threshold"),
        ("threshold", json!(1.01), "threshold"),
        ("reference", json!(""), "reference"),
        ("sources", json!([]), "sources"),
        ("sources", json!([Uuid::new_v4()]), "sources[0]"),
        ("limit", json!(1), "limit"),
    ] {
        let mut input = json!({ "name": "Arkady Volkonsky" });
        input[member] = value;
        let refused = compliance.post(SCREEN, input.clone()).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{input}");
    }
    let law = json!({
        "name": "Law", "format": "law", "dataset": "EU-Sanctions", "files": [{ "url": "https://eur-lex.europa.eu/x" }],
    });
    let law = world.admin().await.post("/api/v1/sources", law).await.is(201);
    let input = json!({ "name": "Arkady Volkonsky", "sources": [law["id"]] });
    compliance.post(SCREEN, input).await.is_problem(422, "unprocessable");
}

#[tokio::test]
async fn without_a_list_nothing_is_answered() {
    let place = Place::new().await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let input = json!({ "name": "Arkady Volkonsky" });
    let never_read = compliance.post(SCREEN, input.clone()).await.is_problem(503, "unavailable");
    assert!(never_read.body.to_string().contains("nothing was compared"), "{}", never_read.body);
    place.admin().await.delete(&place.source).await.is(204);
    compliance.post(SCREEN, input).await.is_problem(409, "conflict");
    let connection = place.world.database().connection().await.unwrap();
    let stored = connection.query_one("SELECT count(*) FROM screenings", &[]).await.unwrap();
    assert_eq!(stored.get::<_, i64>(0), 0);
}

#[tokio::test]
async fn hits_are_explained() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    let found = place
        .screens(json!({
            "name": "Arkadij Volkonskiy", "kind": "person", "birth_date": "1961-04-12", "countries": ["ru"], "gender": "male",
            "reference": "customer-1",
        }))
        .await
        .matches_snapshot("post_v1_knowledge_screen");
    assert_eq!(names(&found)[0], "VOLKONSKY, Arkady Petrovich");
    let best = &found["hits"][0];
    assert_eq!((&best["key"], &best["kind"]), (&json!("201"), &json!("person")));
    let evidence: Vec<&str> =
        best["explanation"]["evidence"].as_array().unwrap().iter().map(|fact| fact["fact"].as_str().unwrap()).collect();
    assert_eq!(evidence, ["birth_date", "gender", "country"]);
    assert_eq!((&best["alert"]["status"], &best["alert"]["opening"]), (&json!("open"), &json!("new")));
    let list = &found["lists"][0];
    assert_eq!((&list["entities"], &list["is_newest"]), (&json!(6), &json!(true)));
    assert_eq!(list["source_id"], place.source_id());
}

#[tokio::test]
async fn names_are_found_in_other_spellings() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    for (input, expected) in [
        (json!({ "name": "Аркадий Волконский" }), Some("VOLKONSKY, Arkady Petrovich")),
        (json!({ "name": "Mahmud Yousef al Harbani" }), Some("AL-HARBANI, Mahmoud Yusuf")),
        (json!({ "name": "Aerocaribbean" }), Some("AEROCARIBBEAN AIRLINES")),
        (json!({ "name": "Golden Heron", "kind": "vessel" }), Some("GOLDEN HERON")),
        (json!({ "name": "Golden Heron", "kind": "other" }), Some("GOLDEN HERON")),
        (json!({ "name": "Golden Heron", "kind": "person" }), None),
        (json!({ "name": "ANNA LLC" }), None),
        (json!({ "name": "Gertrude Applewhite" }), None),
        (
            json!({ "name": "Gertrude Applewhite", "identifiers": [{ "kind": "passport", "number": "75 123-4567" }] }),
            Some("VOLKONSKY, Arkady Petrovich"),
        ),
        (json!({ "name": "Gertrude", "identifiers": [{ "kind": "imo", "number": "9107655" }] }), Some("GOLDEN HERON")),
        (json!({ "name": "Gertrude", "identifiers": [{ "kind": "mmsi", "number": "9107655" }] }), None),
    ] {
        let found = place.screens(input.clone()).await;
        assert_eq!(names(&found).first().copied(), expected, "{input}");
    }
}

#[tokio::test]
async fn facts_and_thresholds_grade() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    let born = async |date: &str| {
        let found =
            place.screens(json!({ "name": "Arkady Petrovich Volkonsky", "birth_date": date, "threshold": 0.5 })).await;
        let of = |key: &str| {
            let hits = found["hits"].as_array().unwrap();
            hits.iter().find(|hit| hit["key"] == key).map_or(0.0, |hit| hit["score"].as_f64().unwrap())
        };
        (of("201"), of("202"))
    };
    let (older, younger) = born("1961-04-12").await;
    assert!(older > younger, "{older} {younger}");
    let (older, younger) = born("1984").await;
    assert!(older < younger, "{older} {younger}");
    let strict = place.screens(json!({ "name": "Arkadi Volkonski", "threshold": 1.0 })).await;
    assert_eq!((names(&strict), &strict["threshold"]), (vec![], &json!(1.0)));
    assert_eq!(strict["lists"][0]["threshold"], 1.0);
    let found = place.screens(json!({ "name": "Arkadi Volkonski" })).await;
    assert_eq!((names(&found).len(), &found["threshold"]), (2, &Value::Null));
    assert_eq!(found["lists"][0]["threshold"], 0.7);
    assert!(score(&found, 0) >= score(&found, 1) && score(&found, 1) >= 0.7);
}

#[tokio::test]
async fn a_list_has_its_own_threshold() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    let admin = place.admin().await;
    let settings = |threshold: Value| {
        json!({
            "name": "OFAC SDN list", "format": "ofac_sdn", "dataset": "US-Sanctions", "files": [{ "url": URL }], "threshold": threshold,
        })
    };
    for wrong in [json!(0.4), json!(1.1), json!("0.8")] {
        let refused = admin.put(&place.source, settings(wrong)).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), ["threshold"]);
    }
    let mut law = settings(json!(0.8));
    law["name"] = json!("Law");
    law["format"] = json!("law");
    assert_eq!(admin.post("/api/v1/sources", law).await.is(422).wrong_fields(), ["threshold"]);
    assert_eq!(admin.put(&place.source, settings(json!(1.0))).await.is(200)["threshold"], 1.0);
    let input = |threshold: Value| json!({ "name": "Arkadi Volkonski", "threshold": threshold });
    let strict = place.screens(input(Value::Null)).await;
    assert_eq!((names(&strict).len(), &strict["lists"][0]["threshold"]), (0, &json!(1.0)));
    let asked = place.screens(input(json!(0.6))).await;
    assert_eq!((names(&asked).len(), &asked["lists"][0]["threshold"]), (2, &json!(0.6)), "the request decides");
    assert_eq!(admin.put(&place.source, settings(Value::Null)).await.is(200)["threshold"], Value::Null);
    assert_eq!(names(&place.screens(input(Value::Null)).await).len(), 2);
}

#[tokio::test]
async fn a_list_that_was_not_read_is_named() {
    let place = Place::listed(&[]).await;
    let second = json!({
        "name": "UN list", "format": "un_xml", "dataset": "UN-Sanctions",
        "files": [{ "url": "https://scsanctions.un.org/consolidated.xml" }],
    });
    let second = place.admin().await.post("/api/v1/sources", second).await.is(201).text("id").to_owned();
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let found = place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    assert_eq!(found["lists"].as_array().unwrap().len(), 1);
    let left_out = &found["left_out"];
    assert_eq!((&left_out[0]["source_id"], &left_out[0]["reason"]), (&json!(second), &json!("not_indexed")));
    assert_eq!(left_out[0]["name"], "UN list");
    let chosen = place.screens(json!({ "name": "Arkady Volkonsky", "sources": [place.source_id()] })).await;
    assert_eq!((&chosen["left_out"], names(&chosen).len()), (&json!([]), 2));
    let none = compliance.post(SCREEN, json!({ "name": "Arkady Volkonsky", "sources": [second] })).await;
    none.is_problem(503, "unavailable");
    place.admin().await.delete(&place.source).await.is(204);
    let chosen = place.screens(json!({ "name": "Arkady Volkonsky", "sources": [place.source_id()] })).await;
    assert_eq!(names(&chosen).len(), 2, "a list that is no longer watched is searched if it is named");
}

#[tokio::test]
async fn a_damaged_index_is_no_empty_list() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    damages(&place, b"SQNAMES\0").await;
    let input = json!({ "name": "Arkady Volkonsky" });
    let compliance = place.world.logs_in("compliance").await;
    compliance.post(SCREEN, input.clone()).await.is_problem(503, "unavailable");
    let whole = list(&ten());
    place.server.on(URL, file(whole.clone(), "2"));
    place.admin().await.post(&format!("{}/run?accept_loss=true", place.source), json!({})).await.is(202);
    place.world.delivers_runs().await;
    assert_eq!(names(&place.screens(json!({ "name": "Igor Ivanov" })).await), ["IVANOV, Igor"]);
}

#[tokio::test]
async fn a_lost_index_is_made_again() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    let former = index_key(&place).await;
    place.world.s3().delete_object().bucket(place.world.bucket()).key(&former).send().await.unwrap();
    let compliance = place.world.logs_in("compliance").await;
    let input = json!({ "name": "Arkady Volkonsky" });
    for _ in 0..2 {
        compliance.post(SCREEN, input.clone()).await.is_problem(503, "unavailable");
    }
    place.world.sweeps_sources().await;
    assert_ne!(index_key(&place).await, former);
    assert_eq!(names(&compliance.post(SCREEN, input).await.is(200)).len(), 2, "the list itself has not changed");
}

#[tokio::test]
async fn the_version_before_serves_for_some_minutes() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    let input = || json!({ "name": "Arkady Volkonsky" });
    let first = place.screens(input()).await;
    place.world.wait(SignedDuration::from_hours(1));
    let changed = String::from_utf8(facts()).unwrap().replace("Arkady Petrovich", "Arkady Pavlovich");
    place.server.on(URL, file(changed.into_bytes(), "2"));
    place.runs().await;
    let intact = {
        let connection = place.world.database().connection().await.unwrap();
        let sql = "SELECT object_key FROM name_indexes ORDER BY created_at DESC LIMIT 1";
        let key: String = connection.query_one(sql, &[]).await.unwrap().get(0);
        let object = place.world.s3().get_object().bucket(place.world.bucket()).key(key).send().await.unwrap();
        object.body.collect().await.unwrap().to_vec()
    };
    damages(&place, &intact[..intact.len() - 1]).await;
    let before = place.screens(input()).await;
    assert_eq!(
        (&before["lists"][0]["version"], &before["lists"][0]["is_newest"]),
        (&first["lists"][0]["version"], &json!(false))
    );
    assert_eq!(names(&before)[0], "VOLKONSKY, Arkady Petrovich");
    place.world.wait(SignedDuration::from_mins(11));
    let compliance = place.world.logs_in("compliance").await;
    compliance.post(SCREEN, input()).await.is_problem(503, "unavailable");
    damages(&place, &intact).await;
    let now = place.screens(input()).await;
    assert_eq!((names(&now)[0], &now["lists"][0]["is_newest"]), ("VOLKONSKY, Arkady Pavlovich", &json!(true)));
}

#[tokio::test]
async fn many_hits_are_marked_as_truncated() {
    let place = Place::new().await;
    let names: Vec<String> =
        (0..60).map(|number| format!("VOLKONSKY, Arkady {}", (b'A' + number % 26) as char)).collect();
    let entries: Vec<(u32, &str)> = (1..).zip(names.iter().map(String::as_str)).collect();
    place.server.on(URL, file(list(&entries), "1"));
    place.runs().await;
    place.world.of_role(UserRole::Compliance).await;
    let found = place.screens(json!({ "name": "Arkady Volkonsky" })).await;
    assert_eq!((found["hits"].as_array().unwrap().len(), &found["truncated"]), (50, &json!(true)));
    let scores: Vec<f64> = (0..50).map(|place| score(&found, place)).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other));
}

#[tokio::test]
async fn a_repeated_request_screens_once() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let input = json!({ "name": "Arkady Volkonsky" });
    let first = compliance.posts_once(SCREEN, "screening-1", &input).await.is(200);
    let second = compliance.posts_once(SCREEN, "screening-1", &input).await.is(200);
    assert_eq!(first.body, second.body);
    assert_eq!(second.header("idempotency-replayed"), "true");
    place.screens(input).await;
    let connection = place.world.database().connection().await.unwrap();
    let count = async |table: &str| -> i64 {
        connection.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().get(0)
    };
    assert_eq!((count("screenings").await, count("screening_alerts").await), (2, 2));
}

#[tokio::test]
async fn a_screening_is_kept_until_it_expires() {
    let place = Place::listed(&[("SCREENING_RETENTION_DAYS", "30")]).await;
    place.world.of_role(UserRole::Compliance).await;
    place.screens(json!({ "name": "Arkady Volkonsky", "reference": "customer-1" })).await;
    place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    let stored = async || {
        let connection = place.world.database().connection().await.unwrap();
        let sql = "SELECT subject ->> 'name', hits, cardinality(list_versions), list_thresholds[1] FROM screenings ORDER BY screened_at, id";
        let rows = connection.query(sql, &[]).await.unwrap();
        let alerts: i64 = connection.query_one("SELECT count(*) FROM screening_alerts", &[]).await.unwrap().get(0);
        let of = |row: &tokio_postgres::Row| (row.get(0), row.get(1), row.get(2), row.get(3));
        (rows.iter().map(of).collect::<Vec<(String, i32, i32, f64)>>(), alerts)
    };
    let both = vec![("Arkady Volkonsky".to_owned(), 2, 1, 0.7), ("Gertrude Applewhite".to_owned(), 0, 1, 0.7)];
    assert_eq!(stored().await, (both.clone(), 2));
    place.world.wait(SignedDuration::from_hours(24 * 29));
    place.world.maintains().await;
    assert_eq!(stored().await, (both, 2));
    place.screens(json!({ "name": "Arkady Volkonsky", "reference": "customer-1" })).await;
    place.world.wait(SignedDuration::from_hours(24 * 2));
    place.world.maintains().await;
    let (screenings, alerts) = stored().await;
    assert_eq!((screenings.len(), alerts), (1, 2), "alerts are renewed");
    place.world.wait(SignedDuration::from_hours(24 * 30));
    place.world.maintains().await;
    assert_eq!(stored().await, (vec![], 0));
}

#[tokio::test]
async fn subjects_are_in_no_log_and_no_audit_record() {
    let log = log_of_process();
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let found = compliance
        .post(
            SCREEN,
            json!({
                "name": "Arkady Volkonsky Tamarillo", "birth_date": "1961-04-12", "reference": "periwinkle-77", "threshold": 0.5,
                "identifiers": [{ "kind": "passport", "number": "751234567" }],
            }),
        )
        .await
        .is(200);
    assert!(!names(&found).is_empty());
    compliance.post(SCREEN, json!({ "name": "Tamarillo", "kind": "Tamarillo" })).await.is(422);
    compliance.get("/api/v1/knowledge/alerts?q=tamarillo").await.is(200);
    let connection = place.world.database().connection().await.unwrap();
    let sql = "SELECT action, object_kind, object_id, details::text FROM pending_audit_records WHERE action = 'screen_subject'";
    let records = connection.query(sql, &[]).await.unwrap();
    assert_eq!(records.len(), 1);
    let (kind, id, details): (String, String, String) = (records[0].get(1), records[0].get(2), records[0].get(3));
    assert_eq!((kind.as_str(), id.as_str()), ("screening", found.text("id")));
    for secret in ["olkonsky", "amarillo", "1961", "periwinkle", "751234567"] {
        assert!(!details.contains(secret), "{details}");
    }
    place.world.break_database().await;
    compliance.post(SCREEN, json!({ "name": "Arkady Tamarillo" })).await.is(503);
    let text = log.text();
    assert!(text.contains(found.header("x-trace-id")), "nothing of this test was logged");
    for secret in ["amarillo", "periwinkle-77", "751234567"] {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in the log: {}", line.unwrap_or_default());
    }
}
