//! `/api/v1/knowledge/entities/{id}/history`

use super::entry;
use crate::list::{Place, URL, file, list, ten};
use jiff::SignedDuration;
use serde_json::Value;

#[tokio::test]
async fn a_history_has_all_versions() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    let path = entry(&place, "baker", "").await;
    let mut other = ten();
    other[1].1 = "BAKER, Boris";
    let without: Vec<_> = ten().into_iter().filter(|(number, _)| *number != 102).collect();
    for (tag, entries) in [("2", &other), ("3", &without), ("4", &ten())] {
        place.world.wait(SignedDuration::from_hours(24));
        place.server.on(URL, file(list(entries), tag));
        assert_eq!(place.runs().await["status"], "done");
    }
    let history = place.admin().await.get(&format!("{path}/history")).await.is(200);
    let history = history.matches_snapshot("get_v1_knowledge_entities_id_history");
    let of = |name: &str| -> Vec<&Value> {
        history["data"].as_array().unwrap().iter().map(|version| &version[name]).collect()
    };
    assert_eq!(of("name"), ["BAKER, Bo", "BAKER, Boris", "BAKER, Bo"]);
    assert_eq!(of("version"), [1, 2, 3]);
    assert_eq!(of("returned"), [false, false, true]);
    assert_eq!(history["data"][1]["fields"][0]["to"][0]["text"], "BAKER, Boris");
    assert_eq!(history["data"][0]["fields"], Value::Null);
}
