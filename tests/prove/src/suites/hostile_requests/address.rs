//! Paths and queries.

use super::{route::Route, text};
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

const ID: &str = "0190b5a0-0000-7000-8000-000000000000";
const SEGMENTS: [&str; 24] = [
    ID,
    "0190B5A0-0000-7000-8000-000000000000",
    "{0190b5a0-0000-7000-8000-000000000000}",
    "0190b5a000007000800000000000000",
    "00000000-0000-0000-0000-000000000000",
    "0",
    "1",
    "-1",
    "2147483648",
    "99999999999999999999",
    "1.5",
    "1e3",
    "+1",
    "one",
    "%00",
    "%ff%fe",
    "%c0%ae%c0%ae",
    "%",
    "%zz",
    "%2e%2e",
    "..",
    ".",
    "%252e%252e%252f",
    "%0d%0aSet-Cookie:%20a=b",
];
const TAILS: [&str; 14] =
    ["/", "//", "/..", "/../..", "/%2e%2e/", "/.git/config", ";a=b", "%20", "%00", "/*", "\\", "/~root", "#x", "@1"];

/// Draws an address of the route with random parameters. The path is sometimes damaged.
pub(super) fn draw(chance: &mut ChaCha8Rng, route: &Route) -> String {
    let mut path = String::new();
    for part in route.path.split('/').skip(1) {
        path.push('/');
        if part.starts_with('{') {
            path.push_str(&segment(chance));
        } else {
            path.push_str(part);
        }
    }
    if chance.random_bool(0.15) {
        path = spoiled(chance, &path);
    }
    if chance.random_bool(0.3) { format!("{path}?{}", query(chance, route)) } else { path }
}

fn segment(chance: &mut ChaCha8Rng) -> String {
    match chance.random_range(0..10) {
        0..3 => ID.to_owned(),
        3..8 => (*SEGMENTS.choose(chance).unwrap()).to_owned(),
        8 => text::escaped(text::text(chance).as_bytes()),
        _ => text::escaped(&text::bytes(chance)),
    }
}

fn spoiled(chance: &mut ChaCha8Rng, path: &str) -> String {
    match chance.random_range(0..7) {
        0..3 => format!("{path}{}", TAILS.choose(chance).unwrap()),
        3 => path.to_uppercase(),
        4 => path.replace('/', "//"),
        5 => path.replace("/api", "/api/../../api/."),
        _ => format!("{path}/{}", "a/".repeat(chance.random_range(100..30_000))),
    }
}

fn query(chance: &mut ChaCha8Rng, route: &Route) -> String {
    let count = if chance.random_bool(0.03) { 5_000 } else { chance.random_range(1..6) };
    let pair = |_| {
        let known = route.parameters.choose(chance).filter(|_| chance.random_bool(0.8)).cloned();
        let name = known.unwrap_or_else(|| text::escaped(text::bytes(chance).get(..5).unwrap_or(b"x")));
        let value = if count > 10 { "1".to_owned() } else { value(chance) };
        format!("{name}{}{value}", ["=", "=", "=", "", "[]=", "=="].choose(chance).unwrap())
    };
    (0..count).map(pair).collect::<Vec<_>>().join(["&", "&", ";", "&&"].choose(chance).unwrap())
}

fn value(chance: &mut ChaCha8Rng) -> String {
    match chance.random_range(0..4) {
        0 | 1 => (*SEGMENTS.choose(chance).unwrap()).to_owned(),
        2 => text::escaped(text::text(chance).chars().take(5_000).collect::<String>().as_bytes()),
        _ => text::escaped(&text::bytes(chance)),
    }
}
