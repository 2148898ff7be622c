//! Entries of several lists about the same person or thing, and owners.

use crate::list::{Place, URL, facts, file};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_sources::server::Reply as Played;
use world::Reply;

const UN: &str = "https://scsanctions.un.org/consolidated.xml";
const ENTITIES: &str = "/api/v1/knowledge/entities";

/// A person on the list of the UN.
fn person(id: u32, first: &str, second: &str, born: &str, more: &str) -> String {
    format!(
        "<INDIVIDUAL><DATAID>{id}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{first}</FIRST_NAME><SECOND_NAME>{second}</SECOND_NAME>\
         <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.{id}</REFERENCE_NUMBER><LISTED_ON>2012-03-04</LISTED_ON>{more}\
         <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>{born}</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
    )
}

fn un(day: &str, persons: &[String]) -> Vec<u8> {
    let persons = persons.concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CONSOLIDATED_LIST dateGenerated=\"{day}T00:00:00Z\"><INDIVIDUALS>{persons}</INDIVIDUALS>\
         <ENTITIES></ENTITIES></CONSOLIDATED_LIST>"
    )
    .into_bytes()
}

/// Five persons whom no other list has.
fn others() -> Vec<String> {
    let names = ["KARADOGLU", "ZENDANY", "MASROUJAH", "OURHANI", "ANDRIENKOV"];
    (901..).zip(names).map(|(id, name)| person(id, "SELIM", name, "1981-04-09", "")).collect()
}

impl Place {
    /// OFAC's list with facts, and the list of the UN with these persons. Returns the path of the source of the latter.
    async fn with_un(persons: &[String]) -> (Self, String) {
        let place = Self::listed(&[]).await;
        let source =
            json!({ "name": "UN list", "format": "un_xml", "dataset": "UN-Sanctions", "files": [{ "url": UN }] });
        let source = place.admin().await.post("/api/v1/sources", source).await.is(201).text("id").to_owned();
        let source = format!("/api/v1/sources/{source}");
        place.reads_un(&source, persons, "1").await;
        (place, source)
    }

    async fn reads_un(&self, source: &str, persons: &[String], etag: &str) {
        let today = self.world.clock().now().to_string()[..10].to_owned();
        self.server.on(UN, Played::file("application/xml", un(&today, persons)).etag(&format!("\"{etag}\"")));
        let path = format!("{source}/run");
        let run = self.admin().await.post(&path, json!({})).await.is(202).text("id").to_owned();
        self.world.delivers_runs().await;
        assert_eq!(self.run(&run).await["status"], "done");
    }

    /// The entry with this key.
    async fn entry(&self, name: &str, key: &str, at: &str) -> Reply {
        let admin = self.admin().await;
        let found = admin.get(&format!("{ENTITIES}?q={name}&{at}")).await.is(200);
        let entries = found["data"].as_array().unwrap();
        let id = entries.iter().find(|entry| entry["key"] == key).unwrap()["id"].as_str().unwrap();
        admin.get(&format!("{ENTITIES}/{id}?{at}")).await.is(200)
    }
}

fn standing(entry: &Reply) -> &Value {
    &entry["related"]["lists"][0]["standing"]
}

fn keys(entry: &Reply) -> Vec<&str> {
    entry["related"]["entries"].as_array().unwrap().iter().map(|entry| entry["key"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn namesakes_of_other_dates_are_others() {
    let mut persons = others();
    persons.push(person(601, "ARKADIJ PETROVICH", "VOLKONSKIY", "1961-04-12", ""));
    let (place, _) = Place::with_un(&persons).await;
    let same = place.entry("volkonsky", "201", "").await;
    assert_eq!((standing(&same), keys(&same)), (&json!("listed"), vec!["601"]));
    let related = &same["related"]["entries"][0];
    assert_eq!((&related["list_name"], &related["programmes"]), (&json!("UN list"), &json!(["Al-Qaida"])));
    assert_eq!((&related["difference"], &related["listed_on"]), (&json!("programmes"), &json!("2012-03-04")));
    let other = place.entry("volkonsky", "202", "").await;
    assert_eq!((standing(&other), keys(&other)), (&json!("not_found"), vec![]), "born in 1984");
    let back = place.entry("volkonskiy", "601", "").await;
    assert_eq!(keys(&back), ["201"], "seen from the other list");
    let alone = place.entry("golden", "205", "").await;
    assert_eq!((standing(&alone), keys(&alone)), (&json!("not_found"), vec![]));
}

#[tokio::test]
async fn names_of_other_scripts_are_found_both_ways() {
    let mut persons = others();
    persons.push(person(603, "АРКАДИЙ ПЕТРОВИЧ", "ВОЛКОНСКИЙ", "1961-04-12", ""));
    let (place, _) = Place::with_un(&persons).await;
    assert_eq!(keys(&place.entry("volkonsky", "201", "").await), ["603"]);
    assert_eq!(keys(&place.entry("volkonskiy", "603", "").await), ["201"]);
    assert!(keys(&place.entry("volkonsky", "202", "").await).is_empty(), "born in 1984");
}

#[tokio::test]
async fn a_number_relates_other_names() {
    let mut persons = others();
    let passport = "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>75-1234567</NUMBER></INDIVIDUAL_DOCUMENT>";
    persons.push(person(602, "BORIS", "QUILLFEATHER", "1950-01-02", passport));
    let (place, _) = Place::with_un(&persons).await;
    let entry = place.entry("volkonsky", "201", "").await;
    assert_eq!(keys(&entry), ["602"]);
    assert_eq!(entry["related"]["entries"][0]["shares_identifier"], true);
    assert!(keys(&place.entry("volkonsky", "202", "").await).is_empty());
}

#[tokio::test]
async fn removals_are_conflicts_from_their_day() {
    let mut persons = others();
    persons.push(person(601, "ARKADIJ PETROVICH", "VOLKONSKIY", "1961-04-12", ""));
    let (place, source) = Place::with_un(&persons).await;
    place.world.wait(SignedDuration::from_hours(24 * 3));
    place.reads_un(&source, &others(), "2").await;
    let ofac = place.entry("volkonsky", "201", "").await;
    assert_eq!(
        (standing(&ofac), &ofac["related"]["entries"][0]["difference"]),
        (&json!("removed"), &json!("only_here"))
    );
    let id = ofac["related"]["entries"][0]["id"].as_str().unwrap();
    let admin = place.admin().await;
    let removed = admin.get(&format!("{ENTITIES}/{id}")).await.is(200);
    assert_eq!(
        (&removed["listed"], &removed["related"]["entries"][0]["difference"]),
        (&json!(false), &json!("only_there"))
    );
    let yesterday = place.world.clock().now() - SignedDuration::from_hours(24);
    let at = format!("at={}", &yesterday.to_string()[..10]);
    let before = place.entry("volkonsky", "201", &at).await;
    assert_eq!(standing(&before), "listed", "{}", before.body);
    let earlier = admin.get(&format!("{ENTITIES}/{id}?at=2019-01-01")).await.is(200);
    assert_eq!((&earlier["listed"], standing(&earlier)), (&Value::Null, &json!("unknown")));
}

#[tokio::test]
async fn links_are_no_ownership_without_a_share() {
    let place = Place::listed(&[]).await;
    let row = |number: u32, name: &str, remarks: &str| {
        format!("{number},\"{name}\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,{remarks}\r\n")
    };
    let more = [
        row(301, "NORTHERN QUAY TRADING", "-0- "),
        row(302, "SOUTHERN QUAY SHIPPING", "\"Linked To: NORTHERN QUAY TRADING.\""),
    ];
    let list = String::from_utf8(facts()).unwrap().replace('\u{1a}', &format!("{}\u{1a}", more.concat()));
    place.server.on(URL, file(list.into_bytes(), "2"));
    place.runs().await;
    let linked = place.entry("southern", "302", "").await;
    let ownership = &linked["ownership"];
    assert_eq!(
        (&ownership["owners"][0]["name"], &ownership["owners"][0]["percent"]),
        (&json!("NORTHERN QUAY TRADING"), &Value::Null)
    );
    assert_eq!((&ownership["owned_percent"], &ownership["rule"]["met"]), (&Value::Null, &Value::Null));
    assert_eq!(ownership["rule"]["name"], "ofac_fifty_percent");
    assert!(ownership["rule"]["citation"].as_str().unwrap().contains("13 August 2014"));
    let owner = place.entry("northern", "301", "").await;
    assert_eq!(owner["ownership"]["owned"][0]["name"], "SOUTHERN QUAY SHIPPING");
    assert_eq!(place.entry("golden", "205", "").await["ownership"], Value::Null);
}

#[tokio::test]
async fn stated_shares_add_up_by_the_rule() {
    let place = Place::listed(&[]).await;
    // no list that is published states shares, so that stored links get them
    let link = |name: &str, key: &str, percent: &str| {
        json!({
            "relation": "owned_by", "name": name, "target": { "list": "ofac_sdn", "id": key }, "text": format!("{percent} % owned by {name}"),
        })
    };
    let links = json!([link("EMMA LLC", "204", "30"), link("AEROCARIBBEAN AIRLINES", "36", "20")]);
    let sql = "UPDATE list_entity_versions SET content = jsonb_set(content, '{links}', $1) FROM list_entities WHERE id = entity_id AND key = '205'";
    assert_eq!(place.world.execute(sql, &[&links]).await, 1);
    let entry = place.entry("golden", "205", "").await;
    assert_eq!(
        (&entry["ownership"]["owned_percent"], &entry["ownership"]["rule"]["met"]),
        (&json!(50.0), &json!(true))
    );
    let sql = "UPDATE list_entity_versions SET valid_to = valid_from, known_to = known_from, ended_by = begun_by FROM list_entities \
        WHERE id = entity_id AND key = '204'";
    assert_eq!(place.world.execute(sql, &[]).await, 1);
    let entry = place.entry("golden", "205", "").await;
    assert_eq!(
        (&entry["ownership"]["owned_percent"], &entry["ownership"]["rule"]["met"]),
        (&json!(20.0), &json!(false))
    );
    assert_eq!(entry["ownership"]["owners"][0]["listed"], false);
}
