//! Tampered copies of the audit log.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use sisuiq_audit::{Anchor, Entry, Fault, Hash, Verifier};

/// Tampers with a copy at random and checks that verification between these anchors rejects it.
pub(super) fn is_seen(copy: &[String], ends: (Option<Anchor>, Anchor), chance: &mut ChaCha8Rng) -> Result<(), String> {
    let mut lines = copy.to_vec();
    let place = chance.random_range(0..lines.len());
    let what = match chance.random_range(0..6) {
        0 => {
            lines.remove(place);
            "a record was removed"
        }
        1 => {
            lines.insert(place, lines[place].clone());
            "a record was doubled"
        }
        2 => {
            lines.truncate(place);
            "the end was cut off"
        }
        3 => {
            let letter = chance.random_range(0..lines[place].len());
            let other = if lines[place].as_bytes()[letter] == b'0' { "1" } else { "0" };
            lines[place].replace_range(letter..=letter, other);
            "a letter was changed"
        }
        4 if place + 1 < lines.len() => {
            lines.swap(place, place + 1);
            "two records changed places"
        }
        _ => {
            rebuild_chain(&mut lines, place);
            "the chain was made anew from a record on"
        }
    };
    match check(&lines, ends) {
        Err(_) => Ok(()),
        Ok(()) => Err(format!("{what} at {place}, and nobody saw it")),
    }
}

/// Changes a record and recomputes all later hashes, as an attacker with access to the database could.
fn rebuild_chain(lines: &mut [String], place: usize) {
    let mut previous = None::<Hash>;
    for line in &mut lines[place..] {
        let mut content: serde_json::Map<String, Value> = serde_json::from_str(line).unwrap();
        let sequence = content.remove("sequence").unwrap().as_i64().unwrap();
        let stored = content.remove("previous").unwrap().as_str().unwrap().parse().unwrap();
        content.remove("hash");
        if previous.is_none() {
            content.insert("address".to_owned(), "198.51.100.66".into());
        }
        let entry = Entry { sequence, previous: previous.unwrap_or(stored), content };
        let hash = entry.hash().unwrap();
        *line = entry.line(hash).unwrap();
        previous = Some(hash);
    }
}

fn check(lines: &[String], (after, last): (Option<Anchor>, Anchor)) -> Result<(), Fault> {
    let mut verifier = Verifier::new(after, vec![last]);
    for line in lines {
        verifier.take(line)?;
    }
    verifier.finish().map(drop)
}
