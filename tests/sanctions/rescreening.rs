//! The screening of earlier subjects with what is new on a list.

use crate::list::{Place, SCREEN, URL, facts, file};
use copilot::ingestion::Watch;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::{Form, Reply};

const ALERTS: &str = "/api/v1/knowledge/alerts";

/// The list with facts, after `change`.
fn changed(change: impl FnOnce(&str) -> String) -> Vec<u8> {
    change(&String::from_utf8(facts()).unwrap()).into_bytes()
}

/// The list with another person.
fn with_applewhite(list: &str) -> String {
    let row = "206,\"APPLEWHITE, Gertrude\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\u{1a}";
    list.replace('\u{1a}', row)
}

impl Place {
    /// A list that was read, and a compliance officer.
    async fn screening(own: &[(&str, &str)]) -> Self {
        let place = Self::listed(own).await;
        place.world.of_role(UserRole::Compliance).await;
        // the subjects of tests were not screened at the very time of a version
        place.world.wait(SignedDuration::from_mins(30));
        place
    }

    /// Reads another version of the list. Returns the id of the run.
    async fn publishes(&self, content: Vec<u8>, etag: &str) -> String {
        self.world.wait(SignedDuration::from_hours(1));
        self.server.on(URL, file(content, etag));
        self.runs().await.text("id").to_owned()
    }

    /// Screens earlier subjects, and again after the version before is out of use. Returns what the run says of it.
    async fn rescreens(&self, run: &str) -> Value {
        self.world.sweeps_screenings().await;
        self.world.wait(SignedDuration::from_mins(16));
        self.world.sweeps_screenings().await;
        self.run(run).await["rescreened"].clone()
    }

    async fn alerts(&self) -> Reply {
        self.world.logs_in("compliance").await.get(ALERTS).await.is(200)
    }

    /// Decides that the first alert is no match.
    async fn clears(&self) -> Value {
        let alert = self.alerts().await["data"][0].clone();
        let year = self.world.clock().now() + SignedDuration::from_hours(24 * 365);
        let decision = json!({
            "outcome": "not_match", "reason": "Born in another year.", "entity_version": alert["entity"]["version"],
            "expires_on": year.to_string()[..10],
        });
        let path = format!("{ALERTS}/{}/decision", alert["id"].as_str().unwrap());
        self.world.logs_in("compliance").await.post(&path, decision).await.is(200);
        alert["id"].clone()
    }
}

fn done(subjects: u32, alerts: u32) -> Value {
    json!({
        "status": "done", "subjects": subjects, "screened": subjects, "gone": 0, "left_out": 0, "alerts": alerts, "finished_at": null,
    })
}

/// What is the same in every run.
fn without_time(mut rescreened: Value) -> Value {
    rescreened["finished_at"] = Value::Null;
    rescreened
}

#[tokio::test]
async fn an_unchanged_list_screens_nobody() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    let unchanged = place.publishes(facts(), "2").await;
    assert_eq!(place.rescreens(&unchanged).await, Value::Null);
    let removed = place.publishes(changed(|list| list.replace("204,\"EMMA", "207,\"EMMA")), "3").await;
    assert_eq!(without_time(place.rescreens(&removed).await), done(1, 0), "an entry under another key is new");
    let shorter = changed(|list| {
        let kept = list.split_inclusive("\r\n").filter(|line| !line.contains("EMMA"));
        kept.collect()
    });
    let shorter = place.publishes(shorter, "4").await;
    assert_eq!(place.rescreens(&shorter).await, Value::Null, "what is gone resembles nobody");
}

#[tokio::test]
async fn a_new_entry_alerts_earlier_subjects() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Gertrude Applewhite", "reference": "customer-1" })).await;
    place.screens(json!({ "name": "Nobody Atall" })).await;
    assert_eq!(place.alerts().await["count"], 0);
    let run = place.publishes(changed(with_applewhite), "2").await;
    let waiting = place.run(&run).await["rescreened"].clone();
    assert_eq!(waiting["status"], "waiting");
    place.world.sweeps_screenings().await;
    let first = place.run(&run).await["rescreened"].clone();
    assert_eq!((&first["status"], &first["alerts"]), (&json!("settling"), &json!(1)), "alerts do not wait");
    assert_eq!(without_time(place.rescreens(&run).await), done(2, 1));
    let alerts = place.alerts().await;
    assert_eq!(alerts["count"], 1);
    let alert = &alerts["data"][0];
    assert_eq!((&alert["status"], &alert["opening"]), (&json!("open"), &json!("new")));
    assert_eq!(alert["subject"]["reference"], "customer-1");
    let connection = place.world.database().connection().await.unwrap();
    let sql = "SELECT details::text FROM pending_audit_records WHERE action = 'rescreen_subjects' AND actor_id IS NULL";
    let records = connection.query(sql, &[]).await.unwrap();
    assert_eq!(records.len(), 1);
    let details: String = records[0].get(0);
    assert!(details.contains(&run) && !details.contains("pplewhite"), "{details}");
    let left: i64 = connection.query_one("SELECT count(*) FROM rescreening_subjects", &[]).await.unwrap().get(0);
    assert_eq!(left, 0, "identities are kept no longer than they are needed");
}

#[tokio::test]
async fn rows_of_files_are_screened_again() {
    let place = Place::screening(&[]).await;
    let compliance = place.world.logs_in("compliance").await;
    let content = b"id,name\nc-1,Gertrude Applewhite\nc-2,Nobody Atall\n";
    let input = json!({ "file_name": "customers.csv", "size": content.len() });
    let created = compliance.post(&format!("{SCREEN}/batch"), input).await.is(201);
    assert!(Form::of(&created).post(content).await.is_success());
    place.world.sweeps_screenings().await;
    let run = place.publishes(changed(with_applewhite), "2").await;
    assert_eq!(without_time(place.rescreens(&run).await), done(2, 1));
    assert_eq!(place.alerts().await["data"][0]["subject"]["reference"], "c-1");
}

#[tokio::test]
async fn a_changed_entry_opens_its_alert_again() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Mahmoud al-Harbani" })).await;
    let alert = place.clears().await;
    assert_eq!(place.alerts().await["data"][0]["status"], "not_match");
    let other = place.publishes(changed(with_applewhite), "2").await;
    assert_eq!(without_time(place.rescreens(&other).await), done(1, 0));
    assert_eq!(place.alerts().await["data"][0]["status"], "not_match", "its entry has not changed");
    let run = place.publishes(changed(|list| with_applewhite(list).replace("DOB 1970", "DOB 1971")), "3").await;
    assert_eq!(without_time(place.rescreens(&run).await), done(1, 1));
    let alerts = place.alerts().await;
    let found = &alerts["data"][0];
    assert_eq!((&found["id"], &found["status"], &found["opening"]), (&alert, &json!("open"), &json!("entity_changed")));
}

#[tokio::test]
async fn the_latest_subjects_come_first() {
    let place = Place::screening(&[("RESCREENING_MAX_SUBJECTS", "2")]).await;
    for number in 1..=3 {
        place.screens(json!({ "name": "Gertrude Applewhite", "reference": format!("c-{number}") })).await;
        place.world.wait(SignedDuration::from_mins(1));
    }
    let run = place.publishes(changed(with_applewhite), "2").await;
    let told = place.rescreens(&run).await;
    assert_eq!((&told["subjects"], &told["left_out"], &told["alerts"]), (&json!(2), &json!(1), &json!(2)));
    let alerts = place.alerts().await;
    let mut references: Vec<&str> = alerts["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|alert| alert["subject"]["reference"].as_str().unwrap())
        .collect();
    references.sort_unstable();
    assert_eq!(references, ["c-2", "c-3"]);
}

#[tokio::test]
async fn subjects_are_taken_in_parts() {
    let place = Place::screening(&[("RESCREENING_MAX_SUBJECTS", "1")]).await;
    for reference in ["c-1", "c-2"] {
        place.screens(json!({ "name": "Gertrude Applewhite", "reference": reference })).await;
        place.world.wait(SignedDuration::from_mins(1));
    }
    // more than a part has, of screenings that were not to search the list, newer than all that follows
    let sql = "INSERT INTO screenings (id, subject_key, subject, list_versions, lists_left_out, hits, screened_at, expires_at, sources) \
        SELECT gen_random_uuid(), sha256(n::text::bytea), '{}', '{}', '{}', 0, screened_at + interval '1 day' + n * interval '1 ms', expires_at, \
            ARRAY[gen_random_uuid()] \
        FROM screenings, generate_series(1, 2500) AS n WHERE subject ->> 'reference' = $1";
    assert_eq!(place.world.execute(sql, &[&"c-2"]).await, 2500);
    let run = place.publishes(changed(with_applewhite), "2").await;
    let told = place.rescreens(&run).await;
    assert_eq!((&told["subjects"], &told["left_out"], &told["alerts"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(place.alerts().await["data"][0]["subject"]["reference"], "c-2");
}

#[tokio::test]
async fn erased_subjects_are_not_screened_again() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    place.screens(json!({ "name": "Gertrud Applewhite" })).await;
    let run = place.publishes(changed(with_applewhite), "2").await;
    fails_at(&place, &run, "rescreening taken").await;
    let erasure = json!({ "name": "Gertrude Applewhite" });
    let erases = || async {
        let compliance = place.world.logs_in("compliance").await;
        compliance.post(&format!("{SCREEN}/erasures"), erasure.clone()).await.is(200)
    };
    erases().await;
    let told = place.rescreens(&run).await;
    assert_eq!((&told["subjects"], &told["screened"], &told["gone"]), (&json!(2), &json!(1), &json!(1)));
    let alerts = place.alerts().await;
    assert_eq!((&alerts["count"], &alerts["data"][0]["subject"]["name"]), (&json!(1), &json!("Gertrud Applewhite")));
    assert_eq!(erases().await["alerts"], 0);
}

#[tokio::test]
async fn subjects_expire_as_without_it() {
    let place = Place::screening(&[("SCREENING_RETENTION_DAYS", "30")]).await;
    place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    place.world.wait(SignedDuration::from_hours(24 * 29));
    let run = place.publishes(changed(with_applewhite), "2").await;
    assert_eq!(without_time(place.rescreens(&run).await), done(1, 1));
    place.world.wait(SignedDuration::from_hours(24 * 2));
    place.world.maintains().await;
    assert_eq!(place.alerts().await["count"], 0, "an alert is kept no longer than the screening of its subject");
    let run = place.publishes(facts_of_another_year(), "3").await;
    assert_eq!(without_time(place.rescreens(&run).await), done(0, 0));
}

fn facts_of_another_year() -> Vec<u8> {
    changed(|list| with_applewhite(list).replace("DOB 1970", "DOB 1972"))
}

#[tokio::test]
async fn what_a_caller_asked_for_holds() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Gertrud Aplewhite", "threshold": 1.0, "reference": "strict" })).await;
    let second = json!({
        "name": "UN list", "format": "un_xml", "dataset": "UN-Sanctions",
        "files": [{ "url": "https://scsanctions.un.org/consolidated.xml" }],
    });
    let second = place.admin().await.post("/api/v1/sources", second).await.is(201).text("id").to_owned();
    let both = json!({ "name": "Gertrude Applewhite", "sources": [place.source_id(), second], "reference": "both" });
    place.screens(both).await;
    let sql = "UPDATE screenings SET sources = $1 WHERE subject ->> 'reference' = 'other'";
    place.screens(json!({ "name": "Gertrude Applewhite", "reference": "other" })).await;
    let only: Vec<uuid::Uuid> = vec![second.parse().unwrap()];
    assert_eq!(place.world.execute(sql, &[&only]).await, 1);
    let run = place.publishes(changed(with_applewhite), "2").await;
    assert_eq!(without_time(place.rescreens(&run).await), done(2, 1));
    assert_eq!(place.alerts().await["data"][0]["subject"]["reference"], "both");
}

#[tokio::test]
async fn subjects_of_the_version_before_are_added() {
    let place = Place::screening(&[]).await;
    let former = place.screens(json!({ "name": "Nobody Atall" })).await["lists"][0]["version"].clone();
    let run = place.publishes(changed(with_applewhite), "2").await;
    place.world.sweeps_screenings().await;
    place.screens(json!({ "name": "Gertrude Applewhite", "reference": "new" })).await;
    place.screens(json!({ "name": "Gertrude Applewhite", "reference": "former" })).await;
    // as if the version before had still served it
    let former: uuid::Uuid = former.as_str().unwrap().parse().unwrap();
    let sql = "UPDATE screenings SET list_versions = $1 WHERE subject ->> 'reference' = 'former'";
    assert_eq!(place.world.execute(sql, &[&vec![former]]).await, 1);
    assert_eq!(place.world.execute("DELETE FROM screening_alerts", &[]).await, 2);
    assert_eq!(without_time(place.rescreens(&run).await), done(2, 1));
    assert_eq!(place.alerts().await["data"][0]["subject"]["reference"], "former");
}

/// Lets the work fail at a step.
async fn fails_at(place: &Place, run: &str, step: &str) {
    let watch = Watch::start().await;
    let (setting, address) = watch.setting();
    place.world.set(&setting, &address);
    let message = json!({ "kind": "rescreen", "run_id": run }).to_string();
    let world = place.world.clone();
    let work = tokio::spawn(async move { world.delivers_screening(&message).await });
    watch.until(step).await.fail().await;
    assert_eq!(work.await.unwrap().batch_item_failures.len(), 1, "{step}");
    place.world.set(&setting, "");
}

#[tokio::test]
async fn interrupted_work_continues() {
    let place = Place::screening(&[]).await;
    for number in 1..=3 {
        place.screens(json!({ "name": "Gertrude Applewhite", "reference": format!("c-{number}") })).await;
    }
    let steps = [
        "rescreening ordered",
        "rescreening taking",
        "rescreening taken",
        "rescreening searched",
        "rescreening storing",
        "rescreening stored",
    ];
    for (version, step) in (1971..).zip(steps) {
        let list = changed(|list| {
            let (former, now) =
                ("Gertrude\",\"individual\",\"SDGT\"", format!("Gertrude\",\"individual\",\"P{version}\""));
            with_applewhite(list).replace(former, &now)
        });
        let run = place.publishes(list, step).await;
        fails_at(&place, &run, step).await;
        let told = place.rescreens(&run).await;
        assert_eq!((&told["status"], &told["screened"]), (&json!("done"), &json!(3)), "{step}");
        assert_eq!(place.alerts().await["count"], 3, "{step}");
    }
}

#[tokio::test]
async fn repeated_messages_alert_once() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    let run = place.publishes(changed(with_applewhite), "2").await;
    let message = json!({ "kind": "rescreen", "run_id": run }).to_string();
    for _ in 0..3 {
        assert!(place.world.delivers_screening(&message).await.batch_item_failures.is_empty());
    }
    assert_eq!(without_time(place.rescreens(&run).await), done(1, 1));
    place.world.delivers_screening(&message).await;
    assert_eq!(
        (place.run(&run).await["rescreened"]["alerts"].clone(), place.alerts().await["count"].clone()),
        (json!(1), json!(1))
    );
    let unknown = json!({ "kind": "rescreen", "run_id": uuid::Uuid::new_v4() }).to_string();
    assert!(place.world.delivers_screening(&unknown).await.batch_item_failures.is_empty());
}

#[tokio::test]
async fn versions_may_overtake_each_other() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    place.screens(json!({ "name": "Mahmoud al-Harbani" })).await;
    let first = place.publishes(changed(with_applewhite), "2").await;
    let second = place.publishes(facts_of_another_year(), "3").await;
    for run in [&second, &first] {
        let message = json!({ "kind": "rescreen", "run_id": run }).to_string();
        assert!(place.world.delivers_screening(&message).await.batch_item_failures.is_empty());
    }
    place.rescreens(&second).await;
    let alerts = place.alerts().await;
    assert_eq!(alerts["count"], 2);
    let newest =
        alerts["data"].as_array().unwrap().iter().all(|alert| alert["entity"]["list_version"] == json!(second));
    assert!(newest, "alerts are about what the list says now: {}", alerts.body);
}

#[tokio::test]
async fn auditors_read_what_was_screened() {
    let place = Place::screening(&[]).await;
    place.screens(json!({ "name": "Gertrude Applewhite" })).await;
    let run = place.publishes(changed(with_applewhite), "2").await;
    let told = place.rescreens(&run).await;
    let path = format!("/api/v1/sources/runs/{run}");
    place.world.of_role(UserRole::User).await.get(&path).await.is_problem(403, "forbidden");
    let read = place.world.of_role(UserRole::Auditor).await.get(&path).await.is(200);
    assert_eq!(read["rescreened"], told);
    assert!(!read.body.to_string().contains("pplewhite"));
}
