//! Request bodies, most of them similar to the JSON that the route expects.

use super::{route::Route, text};
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

const DEPTH: usize = 10_000;
const TEN_MEGABYTES: usize = 10_000_000;
const VALUES: [&str; 26] = [
    "null",
    "true",
    "0",
    "-1",
    "-0",
    "1.5",
    "1e999",
    "-1e-999",
    "9223372036854775808",
    "18446744073709551616",
    "1e18",
    "[]",
    "{}",
    "[[]]",
    "{\"$ref\":\"#\"}",
    "{\"__proto__\":{\"a\":1}}",
    "\"\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\u001f\"",
    "\"a\nb\"",
    "NaN",
    "Infinity",
    "01",
    "'x'",
];

/// Draws a body, which is usually empty for routes that take none.
pub(super) fn draw(chance: &mut ChaCha8Rng, route: &Route) -> Vec<u8> {
    if route.members.is_empty() && chance.random_bool(0.8) {
        return Vec::new();
    }
    match chance.random_range(0..100) {
        0..60 => object(chance, route).into_bytes(),
        60..75 => {
            let document = object(chance, route).into_bytes();
            spoiled(chance, document)
        }
        75..80 => nested(chance).into_bytes(),
        80 => vast(chance, route),
        81..85 => long_document(chance).into_bytes(),
        85..90 => text::bytes(chance),
        90..95 => VALUES.choose(chance).unwrap().as_bytes().to_vec(),
        95..97 => [object(chance, route), object(chance, route)].concat().into_bytes(),
        _ => Vec::new(),
    }
}

/// An object with the route's members: some are wrong, duplicate or unknown.
fn object(chance: &mut ChaCha8Rng, route: &Route) -> String {
    let mut members = Vec::new();
    for name in &route.members {
        let times = *[0, 1, 1, 1, 1, 1, 1, 2].choose(chance).unwrap();
        members.extend((0..times).map(|_| format!("{}:{}", json!(name), value(chance, name))));
    }
    if chance.random_bool(0.1) {
        members.push(format!("{}:{}", json!(text::text(chance)), value(chance, "")));
    }
    format!("{{{}}}", members.join(","))
}

fn value(chance: &mut ChaCha8Rng, member: &str) -> String {
    match chance.random_range(0..10) {
        0..4 => fitting(member).to_owned(),
        4..7 => (*VALUES.choose(chance).unwrap()).to_owned(),
        7 | 8 => json!(text::text(chance)).to_string(),
        _ => nested(chance),
    }
}

/// A valid value of the member.
fn fitting(member: &str) -> &'static str {
    match member {
        "email" => "\"alice@example.com\"",
        "size" => "1000",
        "session_id" => "\"0190b5a0-0000-7000-8000-000000000000\"",
        "mode" => "\"strategy_qa\"",
        "name" => "\"report.pdf\"",
        _ => "\"Which line is the longest?\"",
    }
}

fn nested(chance: &mut ChaCha8Rng) -> String {
    let depth = *[100, 127, 128, 129, DEPTH, 10 * DEPTH].choose(chance).unwrap();
    let (open, close) = *[("[", "]"), ("{\"a\":", "}"), ("[", ""), ("[[],", "]")].choose(chance).unwrap();
    format!("{}1{}", open.repeat(depth), close.repeat(depth))
}

/// A body that exceeds the limit of every route.
fn vast(chance: &mut ChaCha8Rng, route: &Route) -> Vec<u8> {
    let filler = chance.random_range(0..3);
    match (filler, route.members.first()) {
        (0, Some(member)) => format!("{{{}:\"{}\"}}", json!(member), "x".repeat(TEN_MEGABYTES)).into_bytes(),
        (1, _) => vec![b'['; TEN_MEGABYTES],
        _ => vec![chance.random(); TEN_MEGABYTES],
    }
}

/// A body just below the limit with very many elements.
fn long_document(chance: &mut ChaCha8Rng) -> String {
    match chance.random_range(0..4) {
        0 => format!("[{}]", vec!["0"; 400_000].join(",")),
        1 => format!("{{{}}}", (0..50_000).map(|name| format!("\"m{name}\":0")).collect::<Vec<_>>().join(",")),
        2 => format!("{{\"message\":\"{}\"}}", "\\u00e9".repeat(150_000)),
        _ => format!("{{\"size\":{}}}", "9".repeat(900_000)),
    }
}

/// Damages a document at a random position.
fn spoiled(chance: &mut ChaCha8Rng, mut document: Vec<u8>) -> Vec<u8> {
    let place = chance.random_range(0..document.len());
    match chance.random_range(0..6) {
        0 => document.truncate(place),
        1 => document.insert(place, 0),
        2 => document.splice(place..place, [0xff, 0xfe, 0xc0, 0x80]).for_each(drop),
        3 => document.splice(0..0, *b"\xef\xbb\xbf").for_each(drop),
        4 => document[place] = chance.random(),
        _ => document.extend(b",}]\"garbage"),
    }
    document
}
