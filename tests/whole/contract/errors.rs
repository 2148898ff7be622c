//! Comparison of the gateway's errors with those of the functions.

use super::sources::{ROOT, sources};
use copilot::COPILOT;
use serde_json::Value;
use sisuiq_model::KEPT_FAILING;
use sisuiq_template::Template;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use world::World;

/// Headers that differ between responses.
const OWN: [&str; 4] = ["content-length", "retry-after", "x-trace-id", "allow"];
/// The member that the gateway cannot write.
const ONLY_OURS: &str = "timestamp";

#[tokio::test]
async fn gateway_errors_match_function_errors() {
    let world = World::new(COPILOT).await;
    let reply = world.stranger().get("/nowhere").await.is(404);
    let headers: BTreeMap<String, String> = reply
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| !OWN.contains(&name.as_str()))
        .collect();
    let members: Vec<&String> =
        reply.body.as_object().unwrap().keys().filter(|name| name.as_str() != ONLY_OURS).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
    let responses = Template::load(&path, "dev").unwrap().gateway_responses;
    assert!(responses.len() >= 7);
    for (kind, response) in responses {
        let written: BTreeMap<String, String> = response
            .headers
            .iter()
            .map(|(name, value)| (name.to_lowercase(), value.trim_matches('\'').to_owned()))
            .filter(|(name, _)| !OWN.contains(&name.as_str()))
            .collect();
        assert_eq!(strip(&written), strip(&headers), "{kind}");
        let body: Value = serde_json::from_str(&response.body).unwrap();
        let mut keys: Vec<&String> = body.as_object().unwrap().keys().collect();
        keys.sort_unstable();
        let mut expected = members.clone();
        expected.sort_unstable();
        assert_eq!(keys, expected, "{kind}");
        assert_eq!(body["type"], format!("/problems/{}", body["error"].as_str().unwrap()), "{kind}");
    }
}

/// Removes single quotes, which the template uses for literals.
fn strip(headers: &BTreeMap<String, String>) -> BTreeMap<&str, String> {
    headers.iter().map(|(name, value)| (name.as_str(), value.replace('\'', ""))).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

#[test]
fn every_error_code_is_documented() {
    let functions = read("shared/http/src/problem/kind.rs");
    let functions = functions.split("kind(StatusCode::").skip(1).map(|kind| kind.split('"').nth(1).unwrap().to_owned());
    let nginx = read("containers/nginx.conf");
    let nginx = nginx.split_once("map $status $problem {").unwrap().1.split_once('}').unwrap().0;
    let nginx = nginx.lines().filter_map(|line| Some(line.trim().strip_suffix(';')?.split_once(' ')?.1.to_owned()));
    let template = Template::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml"), "dev").unwrap();
    let gateway = template
        .gateway_responses
        .into_values()
        .map(|response| serde_json::from_str::<Value>(&response.body).unwrap()["error"].as_str().unwrap().to_owned());
    let codes: BTreeSet<String> = functions.chain(nginx).chain(gateway).collect();
    assert!(codes.len() > 15, "{codes:?}");
    let documented = read("docs/API.md");
    let missing: Vec<_> = codes.iter().filter(|code| !documented.contains(&format!("| `{code}` |"))).collect();
    assert!(missing.is_empty(), "docs/API.md does not list {missing:?}");
}

#[test]
fn every_upload_failure_is_documented() {
    let readers = ["shared/documents/src/extract/reason.rs", "shared/analytics/src/error.rs"].map(read);
    let from_readers = readers.iter().flat_map(|text| {
        let codes = text.split_once("fn code(").unwrap().1.split_once("\n    }\n").unwrap().0;
        codes.split("=> \"").skip(1)
    });
    let ingest: Vec<_> = sources(&Path::new(ROOT).join("functions/copilot/ingest/src"))
        .iter()
        .map(|file| fs::read_to_string(file).unwrap().replace("code: \"", "&str = \""))
        .collect();
    // other texts are sentences or names of queues
    let is_code = |text: &&str| text.split('"').next().unwrap().chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let from_ingest = ingest.iter().flat_map(|text| text.split("&str = \"").skip(1)).filter(is_code);
    let codes: BTreeSet<&str> =
        from_readers.chain(from_ingest).map(|code| code.split('"').next().unwrap()).chain([KEPT_FAILING]).collect();
    assert!(codes.len() > 20, "{codes:?}");
    let documented = read("docs/API.md");
    let documented: Vec<_> = documented.lines().filter(|line| line.starts_with("| `")).collect();
    let missing: Vec<_> =
        codes.iter().filter(|code| !documented.iter().any(|line| line.contains(&format!("`{code}`")))).collect();
    assert!(missing.is_empty(), "docs/API.md does not list {missing:?}");
}
