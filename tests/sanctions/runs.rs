//! Runs of a list, from the request to its entries.

use crate::list::{Place, URL, file, list, ten};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use sisuiq_sources::server::{Behaviour, Framing, Reply};
use sisuiq_telemetry::metrics::Embedded;

fn counts(records: u32, added: u32, changed: u32, removed: u32) -> Value {
    json!({ "records": records, "added": added, "changed": changed, "removed": removed })
}

#[tokio::test]
async fn entries_are_added_changed_and_removed() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let run = place.runs().await;
    assert_eq!((&run["status"], &run["counts"]), (&json!("done"), &counts(10, 10, 0, 0)), "{}", run.body);
    let mut now = ten();
    now[1].1 = "BAKER, Boris";
    now.remove(2);
    now.push((111, "KAYA, Kemal"));
    place.server.on(URL, file(list(&now), "2"));
    let run = place.runs().await;
    assert_eq!((&run["status"], &run["counts"]), (&json!("done"), &counts(10, 1, 1, 1)), "{}", run.body);
    let (current, versions) = place.entries().await;
    let names: Vec<&str> = current.iter().map(|(_, name)| name.as_str()).collect();
    assert!(names.contains(&"BAKER, Boris") && names.contains(&"KAYA, Kemal") && !names.contains(&"CHEN, Cai"));
    assert_eq!((current.len(), versions), (10, 12), "what ended is kept");
    place.server.on(URL, file(list(&ten()), "3"));
    assert_eq!(place.runs().await["counts"], counts(10, 1, 1, 1), "an entry may come back");
    assert_eq!(place.source().await["failures"], 0);
}

#[tokio::test]
async fn further_lists_of_the_united_states_are_read() {
    let place = Place::new().await;
    place.world.of_role(UserRole::Compliance).await;
    let denied = "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t\
        \"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n\
        \"QUILL EXPORTS\"\t\"1 MAIN STREET\"\t\"RENO\"\t\"NV\"\t\"US\"\t\"89501\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"Y\"\t\
        \"2007-01-31\"\t\"FR NOTICE ADDED\"\t\"68 F.R. 38290 6/27/03\"\n";
    let screening = "source,entity_number,type,programs,name,addresses\n\
        Entity List (EL) - Bureau of Industry and Security,,,,QUILL OPTICS,\"2 Side Street, Reno, NV\"\n";
    let lists = [
        (
            "bis_denied_persons",
            "https://www.bis.doc.gov/dpl/dpl.txt",
            Reply::file("text/plain", denied),
            "QUILL EXPORTS",
        ),
        (
            "us_screening",
            "https://data.trade.gov/list/consolidated.csv",
            Reply::file("text/csv", screening),
            "QUILL OPTICS",
        ),
    ];
    for (format, url, reply, name) in lists {
        place.server.on(url, reply);
        let source = json!({ "name": format, "format": format, "dataset": "US-Sanctions", "files": [{ "url": url }] });
        let source = place.admin().await.post("/api/v1/sources", source).await.is(201);
        let path = format!("/api/v1/sources/{}/run", source.text("id"));
        let run = place.admin().await.post(&path, json!({})).await.is(202);
        place.world.delivers_runs().await;
        let run = place.run(run.text("id")).await;
        assert_eq!((&run["status"], &run["counts"]), (&json!("done"), &counts(1, 1, 0, 0)), "{}", run.body);
        let hits = place.screens(json!({ "name": name, "kind": "organisation" })).await;
        assert_eq!(hits["hits"][0]["listed_name"], name, "{}", hits.body);
    }
}

#[tokio::test]
async fn a_run_lists_what_it_changed() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let first = place.runs().await;
    let mut now = ten();
    now[1].1 = "BAKER, Boris";
    now.remove(2);
    now.push((111, "KAYA, Kemal"));
    place.server.on(URL, file(list(&now), "2"));
    let second = place.runs().await;
    let admin = place.admin().await;
    let changes = |run: &str| format!("/api/v1/sources/runs/{run}/changes");
    let listed = admin.get(&changes(second.text("id"))).await.is(200);
    let listed = listed.matches_snapshot("get_v1_sources_runs_run_id_changes");
    let of = |place: usize| (&listed["data"][place]["change"], &listed["data"][place]["key"]);
    assert_eq!(listed["count"], 3);
    assert_eq!(of(0), (&json!("changed"), &json!("102")));
    assert_eq!(of(1), (&json!("removed"), &json!("103")));
    assert_eq!(of(2), (&json!("added"), &json!("111")));
    let fields = listed["data"][0]["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|field| field["field"].as_str().unwrap()).collect();
    assert_eq!(names, ["names"], "{fields:?}");
    assert_eq!(fields[0]["to"][0]["text"], "BAKER, Boris");
    let removed = admin.get(&format!("{}?change=removed&limit=1", changes(second.text("id")))).await.is(200);
    assert_eq!((&removed["count"], &removed["data"][0]["name"]), (&json!(1), &json!("CHEN, Cai")));
    assert_eq!(admin.get(&changes(first.text("id"))).await.is(200)["count"], 10, "later runs leave it as it is");
}

#[tokio::test]
async fn a_shrunken_list_is_used_once_it_is_accepted() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    place.server.on(URL, file(list(&ten()[..5]), "2"));
    assert_eq!(place.runs().await["error"]["code"], "list_shrunken");
    let asked = place.admin().await.post(&format!("{}/run?accept_loss=true", place.source), json!({})).await.is(202);
    place.world.delivers_runs().await;
    assert_eq!(place.run(asked.text("id")).await["counts"], counts(5, 0, 0, 5));
    place.server.on(URL, file(list(&ten()[..2]), "3"));
    assert_eq!(place.runs().await["error"]["code"], "list_shrunken", "the next loss is not accepted");
}

#[tokio::test]
async fn unchanged_source_writes_nothing() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    let before = (place.source().await["changed_at"].clone(), place.entries().await);
    for reply in [file(list(&ten()), "1"), file(list(&ten()), "2"), Reply::file("text/csv", list(&ten()))] {
        place.world.wait(SignedDuration::from_hours(1));
        place.server.on(URL, reply);
        let run = place.runs().await;
        assert_eq!((&run["status"], &run["files"]), (&json!("no_change"), &json!([])), "{}", run.body);
        assert_eq!((place.source().await["changed_at"].clone(), place.entries().await), before);
    }
    let requests = place.server.requests();
    assert_eq!(requests[1].header("if-none-match"), Some("\"1\""));
    let source = place.source().await;
    assert!(source["read_at"].as_str() > source["changed_at"].as_str(), "{source}");
}

#[tokio::test]
async fn damaged_source_changes_nothing() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    let before = place.entries().await;
    let whole = list(&ten());
    let cut = whole[..whole.len() - 30].to_vec();
    for (failures, (behaviour, code)) in (1..).zip([
        (Behaviour::from(Reply::error_page()), "error_page"),
        (file(Vec::new(), "2").into(), "body_empty"),
        (file(cut.clone(), "3").into(), "list_truncated"),
        (file(list(&ten()[..7]), "4").into(), "list_shrunken"),
        (file([list(&ten()), list(&ten())].concat(), "5").into(), "list_mixed_encoding"),
        (Reply::redirect("https://169.254.169.254/").into(), "host_is_address"),
        (Reply::redirect("https://evil.example/sdn.csv").into(), "host_not_allowed"),
        (Reply::status(404).into(), "not_found"),
    ]) {
        place.server.on(URL, behaviour);
        let run = place.runs().await;
        assert_eq!((&run["status"], &run["error"]["code"]), (&json!("failed"), &json!(code)), "{}", run.body);
        assert!(run["error"]["text"].as_str().unwrap().len() > 20);
        assert_eq!(place.entries().await, before, "{code}");
        assert_eq!(place.source().await["failures"], failures);
    }
    place.server.on(URL, file(list(&ten()[..9]), "6"));
    assert_eq!(place.runs().await["counts"], counts(9, 0, 0, 1), "a repaired source is read");
    assert_eq!(place.source().await["failures"], 0);
}

#[tokio::test]
async fn repeated_messages_change_nothing() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let run = place.starts().await;
    place.world.delivers_process(&run).await;
    place.world.delivers_fetch(&run).await;
    place.world.delivers_fetch(&run).await;
    assert_eq!(place.run(&run).await["status"], "processing");
    place.world.delivers_process(&run).await;
    place.world.delivers_process(&run).await;
    place.world.delivers_fetch(&run).await;
    place.world.delivers_runs().await;
    assert_eq!(place.run(&run).await["counts"], counts(10, 10, 0, 0));
    assert_eq!(place.entries().await.1, 10);
    assert_eq!(place.server.requests().len(), 1);
}

#[tokio::test]
async fn long_pauses_of_a_source_end_within_hours() {
    let place = Place::new().await;
    place.server.on(URL, Reply::status(503).header("Retry-After", "86400"));
    let run = place.starts().await;
    place.world.delivers_runs().await;
    for _ in 0..3 {
        assert_eq!(place.run(&run).await["status"], "fetching");
        place.world.wait(SignedDuration::from_mins(60));
        place.world.sweeps_sources().await;
    }
    assert_eq!(place.run(&run).await["error"]["code"], "server_failed");
    place.starts().await;
}

#[tokio::test]
async fn unavailable_source_is_asked_again() {
    let place = Place::new().await;
    let away = || Behaviour::from(Reply::status(503));
    let broken = file(list(&ten()), "1").framing(Framing::WrongLength(100_000));
    place.server.on_each(URL, [away(), broken.into(), file(list(&ten()), "1").into()]);
    let run = place.starts().await;
    place.world.delivers_runs().await;
    for minutes in [2, 6] {
        assert_eq!(place.run(&run).await["status"], "fetching");
        place.world.sweeps_sources().await;
        assert_eq!(place.run(&run).await["status"], "fetching", "not yet");
        place.world.wait(SignedDuration::from_mins(minutes));
        place.world.sweeps_sources().await;
    }
    assert_eq!(place.run(&run).await["status"], "done");
    place.server.on(URL, away());
    let run = place.starts().await;
    place.world.delivers_runs().await;
    for minutes in [2, 6, 18] {
        place.world.wait(SignedDuration::from_mins(minutes));
        place.world.sweeps_sources().await;
    }
    let failed = place.run(&run).await;
    assert_eq!(
        (&failed["status"], &failed["error"]["code"]),
        (&json!("failed"), &json!("server_failed")),
        "{}",
        failed.body
    );
}

#[tokio::test]
async fn due_sources_run_on_schedule() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let runs = async || place.admin().await.get(&format!("{}/runs", place.source)).await.is(200);
    place.world.sweeps_sources().await;
    place.world.sweeps_sources().await;
    let first = runs().await;
    assert_eq!((&first["count"], &first["data"][0]["trigger"]), (&json!(1), &json!("schedule")));
    assert_eq!(first["data"][0]["status"], "done");
    place.world.wait(SignedDuration::from_hours(25));
    place.world.sweeps_sources().await;
    assert_eq!(runs().await["count"], 2);
    place.admin().await.delete(&place.source).await.is(204);
    place.world.wait(SignedDuration::from_hours(50));
    place.world.sweeps_sources().await;
    assert_eq!(runs().await["count"], 2, "a disabled source is not read");
}

/// The number of late sources that a sweep measures.
async fn late_after_sweep(place: &Place) -> Value {
    measured_by_sweep(place, "sources_late").await
}

/// A metric of a sweep.
async fn measured_by_sweep(place: &Place, metric: &str) -> Value {
    let told = Embedded::new("fetch");
    let measured = metrics::set_default_local_recorder(&told);
    place.world.sweeps_sources().await;
    drop(measured);
    let mut written = Vec::new();
    told.write(place.world.clock().now(), &mut written).unwrap();
    let lines = written.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let lines: Vec<Value> = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
    lines.into_iter().find_map(|mut line| line.get_mut(metric).map(Value::take)).unwrap()
}

#[tokio::test]
async fn late_sources_are_measured() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    assert_eq!(late_after_sweep(&place).await, 0.0, "a new source has time to be read");
    place.world.wait(SignedDuration::from_hours(47));
    assert_eq!(late_after_sweep(&place).await, 0.0);
    place.server.on(URL, Reply::status(503));
    place.world.wait(SignedDuration::from_hours(49));
    assert_eq!(late_after_sweep(&place).await, 1.0, "it was last read 49 hours ago");
    place.server.on(URL, file(list(&ten()), "1"));
    place.world.wait(SignedDuration::from_hours(1));
    place.admin().await.delete(&place.source).await.is(204);
    assert_eq!(late_after_sweep(&place).await, 0.0, "nobody expects a disabled source to be read");
}

#[tokio::test]
async fn failing_and_shrunken_sources_are_measured() {
    let place = Place::new().await;
    let measured = async || {
        let failing = measured_by_sweep(&place, "sources_failing").await;
        (failing, measured_by_sweep(&place, "sources_shrunken").await)
    };
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    assert_eq!(measured().await, (json!(0.0), json!(0.0)));
    place.server.on(URL, Reply::status(404));
    place.runs().await;
    assert_eq!(measured().await, (json!(1.0), json!(0.0)));
    place.server.on(URL, file(list(&ten()[..5]), "2"));
    assert_eq!(place.runs().await["error"]["code"], "list_shrunken");
    assert_eq!(measured().await, (json!(1.0), json!(1.0)));
    place.server.on(URL, file(list(&ten()), "3"));
    assert_eq!(place.runs().await["status"], "no_change");
    assert_eq!(measured().await, (json!(0.0), json!(0.0)), "it was read");
    let seconds = place.world.clock().now().as_duration().as_secs_f64();
    assert_eq!(measured_by_sweep(&place, "sources_measured_timestamp_seconds").await, seconds);
}

#[tokio::test]
async fn deployments_read_every_enabled_source() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let runs = async || place.admin().await.get(&format!("{}/runs", place.source)).await.is(200);
    let unfinished = place.starts().await;
    place.world.reads_sources_after_deployment().await;
    assert_eq!(runs().await["count"], 1, "a run that is not finished is enough");
    assert_eq!(place.run(&unfinished).await["status"], "done");
    place.world.reads_sources_after_deployment().await;
    let second = runs().await;
    let newest = &second["data"][0];
    assert_eq!(
        (&second["count"], &newest["trigger"], &newest["status"]),
        (&json!(2), &json!("deployment"), &json!("no_change"))
    );
    place.admin().await.delete(&place.source).await.is(204);
    place.world.reads_sources_after_deployment().await;
    assert_eq!(runs().await["count"], 2, "a disabled source is not read");
}

#[tokio::test]
async fn fetched_files_are_kept() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let run = place.runs().await;
    let connection = place.world.database().connection().await.unwrap();
    let kept = connection.query_one("SELECT object_key FROM source_run_files", &[]).await.unwrap();
    let key: String = kept.get(0);
    assert!(key.ends_with(run["files"][0]["sha256"].as_str().unwrap()), "{key}");
    let bucket: String = place.world.environment().read(|reader| reader.named("DOCUMENTS_BUCKET")).unwrap();
    let object = place.world.s3().get_object().bucket(bucket).key(key).send().await.unwrap();
    assert_eq!(object.body.collect().await.unwrap().to_vec(), list(&ten()));
}

/// The indexes of names, oldest first: run, key of the object, entries and names.
async fn indexes(place: &Place) -> Vec<(String, String, i32, i32)> {
    let connection = place.world.database().connection().await.unwrap();
    let sql = "SELECT run_id::text, object_key, entities, names FROM name_indexes ORDER BY created_at, run_id";
    let rows = connection.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect()
}

#[tokio::test]
async fn each_version_of_a_list_has_its_index() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let first = place.runs().await;
    let source = place.source_id();
    let found = indexes(&place).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.as_str(), found[0].2, found[0].3), (first.text("id"), 10, 10));
    assert!(found[0].1.starts_with(&format!("names/{source}/{}/", first.text("id"))), "{}", found[0].1);
    place.world.wait(SignedDuration::from_hours(1));
    place.server.on(URL, file([list(&ten()), Vec::new()].concat(), "2"));
    assert_eq!(place.runs().await["status"], "no_change");
    place.server.on(URL, file(list(&ten()[..5]), "3"));
    assert_eq!(place.runs().await["error"]["code"], "list_shrunken");
    assert_eq!(indexes(&place).await, found, "only a change has an index");
    let mut now = ten();
    now[1].1 = "BAKER, Boris";
    place.server.on(URL, file(list(&now[..9]), "4"));
    let second = place.runs().await;
    let found = indexes(&place).await;
    assert_eq!((found.len(), found[1].0.as_str(), found[1].2), (2, second.text("id"), 9));
}

#[tokio::test]
async fn a_list_without_index_gets_one_by_its_next_run() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    let versions = place.entries().await;
    // as after an upgrade from a version without indexes, or of another format
    place.world.execute("DELETE FROM name_indexes", &[]).await;
    place.world.wait(SignedDuration::from_hours(1));
    let run = place.runs().await;
    assert_eq!((&run["status"], &run["counts"]), (&json!("done"), &counts(10, 0, 0, 0)), "{}", run.body);
    let found = indexes(&place).await;
    assert_eq!((found.len(), found[0].0.as_str(), found[0].2), (1, run.text("id"), 10));
    assert_eq!(place.entries().await, versions, "entries stay");
    assert_eq!(place.runs().await["status"], "no_change");
}

#[tokio::test]
async fn an_index_is_never_overwritten() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let run = place.starts().await;
    place.world.delivers_fetch(&run).await;
    place.world.delivers_process(&run).await;
    place.world.delivers_process(&run).await;
    assert_eq!(place.run(&run).await["counts"], counts(10, 10, 0, 0));
    assert_eq!(indexes(&place).await.len(), 1);
}
