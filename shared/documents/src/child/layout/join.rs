use std::collections::HashSet;

use super::fragment::Fragment;

/// The words of a page in lower case, to tell a word broken at the end of a line from a compound.
pub(super) type Vocabulary = HashSet<String>;

/// First parts of compounds that keep their hyphen at the end of a line.
const FIRST_PARTS: &[&str] = &[
    "low", "high", "medium", "long", "short", "well", "self", "non", "co", "multi", "semi", "off", "on", "cross",
    "full", "half", "part", "mid", "ex", "all", "one", "two", "three", "four", "five", "six", "year", "day", "end",
    "user", "cost", "socio", "inter", "post", "pre", "anti", "real", "time", "follow", "back", "up", "third", "first",
    "second", "decision", "value", "risk", "state",
];

/// The least length, in bytes, of a first part that proves a compound: "in" or "re" are words by themselves too often.
const LEAST_EVIDENCE: usize = 4;

/// Collects the words of some lines.
pub(super) fn vocabulary<'a>(lines: impl Iterator<Item = &'a Fragment>) -> Vocabulary {
    lines
        .flat_map(|line| line.text.split_whitespace())
        .filter(|word| !word.ends_with(['-', '\u{AD}']))
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Joins the lines of a block, taking the hyphen out of a word that was broken at the end of a line.
pub(super) fn join<'a>(lines: impl Iterator<Item = &'a str>, vocabulary: &Vocabulary) -> String {
    let mut joined = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        append(&mut joined, line, vocabulary);
    }
    joined.retain(|character| character != '\u{AD}');
    joined
}

/// Joins the halves of a sentence that a page break divides.
pub(crate) fn join_halves(half: &str, rest: &str) -> String {
    join([half, rest].into_iter(), &Vocabulary::new())
}

fn append(joined: &mut String, line: &str, vocabulary: &Vocabulary) {
    let next = line.chars().next().unwrap_or(' ');
    if joined.is_empty() || joined.ends_with('\u{AD}') {
        joined.push_str(line);
        return;
    }
    match break_at_end(joined, next) {
        Break::Space => joined.push(' '),
        Break::Nothing => {}
        Break::Hyphen => {
            if is_broken_word(joined, line, vocabulary) {
                joined.pop();
            }
        }
    }
    joined.push_str(line);
}

enum Break {
    Space,
    Nothing,
    Hyphen,
}

fn break_at_end(joined: &str, next: char) -> Break {
    let mut tail = joined.chars().rev();
    let (last, before) = (tail.next().unwrap_or(' '), tail.next().unwrap_or(' '));
    match last {
        '-' if before.is_alphabetic() && next.is_lowercase() => Break::Hyphen,
        '-' | '–' | '/' if before.is_alphanumeric() && next.is_alphanumeric() => Break::Nothing,
        _ if is_ideographic(last) && is_ideographic(next) => Break::Nothing,
        _ => Break::Space,
    }
}

fn is_broken_word(joined: &str, line: &str, vocabulary: &Vocabulary) -> bool {
    let first = joined.trim_end_matches('-').rsplit(char::is_whitespace).next().map(bare).unwrap_or_default();
    let second = line.split_whitespace().next().map(bare).unwrap_or_default();
    if vocabulary.contains(&format!("{first}{second}")) {
        return true;
    }
    let listed = first.contains('-') || FIRST_PARTS.contains(&first.as_str());
    let proven = first.len() >= LEAST_EVIDENCE && vocabulary.contains(&first);
    !(listed || proven || vocabulary.contains(&format!("{first}-{second}")))
}

fn bare(word: &str) -> String {
    word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase()
}

fn is_ideographic(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}
