//! The whole body of every answer in JSON is compared with `tests/world/snapshots/OPERATION.snap`.

use crate::routes::described;
use std::{collections::BTreeSet, fs, path::Path};
use world::routes::Route;

/// The folder of all snapshots.
const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../world/snapshots");
const ENDING: &str = "snap";

/// Operations whose answers are compared otherwise, with the reason.
const WITHOUT: [(&str, &str); 7] = [
    ("get_datasets_districts_geojson", "it is the committed file of outlines"),
    ("get_datasets_id_districts", "its figures of 199 districts are compared with scipy by the crate charts"),
    ("get_datasets_shared_token_districts", "it is compared with the figures that the owner gets"),
    ("get_health_detailed", "what it says of a service depends on how fast that answers"),
    ("get_openapi_json", "it is compared with the committed description"),
    ("get_tools", "it is compared with the arguments that the tools read"),
    ("get_v1_health_detailed", "what it says of a service depends on how fast that answers"),
];

/// Returns whether a success response has a JSON body.
fn answers_json(route: &Route) -> bool {
    let answers = route.operation["responses"].as_object().into_iter().flatten();
    let mut successes = answers.filter(|(status, _)| status.starts_with('2'));
    successes.any(|(_, answer)| answer["content"].get("application/json").is_some())
}

/// The operations that have such an answer.
fn operations() -> BTreeSet<String> {
    let routes = described();
    let with_json = routes.iter().filter(|route| answers_json(route));
    with_json.map(|route| route.operation["operationId"].as_str().unwrap().to_owned()).collect()
}

/// The operations that a file of the folder is named after.
fn compared() -> BTreeSet<String> {
    let name = |file: &Path| {
        assert_eq!(file.extension().unwrap_or_default(), ENDING, "{} is no snapshot", file.display());
        file.file_stem().unwrap().to_str().unwrap().to_owned()
    };
    fs::read_dir(SNAPSHOTS).unwrap().map(|file| name(&file.unwrap().path())).collect()
}

fn without() -> BTreeSet<String> {
    WITHOUT.iter().map(|(operation, _)| (*operation).to_owned()).collect()
}

/// Operations that have neither a snapshot nor a reason, and reasons for what has a snapshot or is no operation.
fn faults(operations: &BTreeSet<String>, compared: &BTreeSet<String>, without: &BTreeSet<String>) -> Vec<String> {
    let missing = operations.iter().filter(|id| !compared.contains(*id) && !without.contains(*id));
    let unknown = without.difference(operations);
    let needless = without.intersection(compared);
    let missing = missing.map(|id| format!("{id} has no snapshot"));
    let unknown = unknown.map(|id| format!("{id} is listed as without, and no operation answers in JSON under it"));
    missing.chain(unknown).chain(needless.map(|id| format!("{id} is listed as without, and has a snapshot"))).collect()
}

#[test]
fn every_json_answer_has_a_snapshot() {
    let faults = faults(&operations(), &compared(), &without());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_snapshot_has_its_operation() {
    let (operations, compared) = (operations(), compared());
    let left_over: Vec<&String> = compared.difference(&operations).collect();
    assert!(left_over.is_empty(), "{left_over:?}");
}

#[test]
fn detects_missing_and_needless_entries() {
    let ids = |names: &[&str]| names.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
    let found = faults(&ids(&["kept", "lost", "both"]), &ids(&["kept", "both"]), &ids(&["both", "gone"]));
    let expected = [
        "lost has no snapshot",
        "gone is listed as without, and no operation answers in JSON under it",
        "both is listed as without, and has a snapshot",
    ];
    assert_eq!(found, expected);
}
