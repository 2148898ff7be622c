//! Comparison of the gateway's errors with those of the functions.

use copilot::COPILOT;
use serde_json::Value;
use sisuiq_template::Template;
use std::{collections::BTreeMap, path::Path};
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
