//! nginx forwards the parts of a stream as soon as the server writes them.

use std::fs;
use std::io::Read;
use std::time::Instant;

use serde_json::Value;

use super::upstream::{FIRST, PAUSE};
use super::world::{World, project};

/// Method and path of each route whose response is a stream according to `openapi.json`.
fn streams() -> Vec<(String, String)> {
    let text = fs::read_to_string(project("openapi.json")).unwrap();
    let description: Value = serde_json::from_str(&text).unwrap();
    let mut found = Vec::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            if operation["responses"].to_string().contains("text/event-stream") {
                found.push((method.clone(), path.replace("{id}", "7")));
            }
        }
    }
    found
}

#[test]
fn streams_are_not_buffered() {
    let world = World::start();
    let streams = streams();
    assert!(streams.len() >= 3, "{streams:?}");
    for (method, path) in streams {
        let begun = Instant::now();
        let answer = if method == "get" { world.clients.get(&path) } else { world.clients.post(&path, b"") };
        assert_eq!(answer.status(), 200, "{path}");
        let mut first = vec![0; FIRST.len()];
        answer.into_body().into_reader().read_exact(&mut first).unwrap();
        assert_eq!(first, FIRST.as_bytes(), "{path}");
        assert!(begun.elapsed() < PAUSE, "{path} came whole");
    }
}
