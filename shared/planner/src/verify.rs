//! The check that every figure of a text comes from results: a sentence with digits that occur in no result is dropped.
//!
//! It also checks texts that a language model wrote. A figure may be written with separators, rounded to the digits that are shown,
//! in 만 and 억, in percent, or as a date; its sign and its unit have to agree. Numbers that are spelled out in words are not
//! recognised.

mod bind;
mod evidence;
mod figures;

pub use bind::{BoundFigure, bind};

use crate::answer::CallResult;
use evidence::Evidence;
use figures::figures;
use serde::Serialize;

/// A text whose figures all come from results.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Verified {
    /// The sentences that are left.
    pub text: String,
    /// The sentences that were dropped.
    pub dropped: Vec<String>,
}

/// Drops the sentences of a text whose digits occur in no result. A row of a Markdown table counts as a sentence.
#[must_use]
pub fn verify(text: &str, results: &[CallResult]) -> Verified {
    let evidence = Evidence::of(results);
    let mut found = Verified::default();
    for line in text.split_inclusive('\n') {
        let mut kept = String::new();
        for sentence in sentences(line) {
            if is_supported(sentence, &evidence) {
                kept.push_str(sentence);
            } else {
                found.dropped.push(sentence.trim().to_owned());
            }
        }
        // a line of which nothing is left leaves no mark either
        if kept.trim().is_empty() && !line.trim().is_empty() {
            continue;
        }
        if line.ends_with('\n') && !kept.ends_with('\n') {
            kept.push('\n');
        }
        found.text.push_str(&kept);
    }
    found
}

fn is_supported(sentence: &str, evidence: &Evidence) -> bool {
    let masked = evidence.masked(sentence);
    figures(&masked).iter().all(|figure| evidence.supports(figure))
}

/// The sentences of a line, each with the spaces behind it. A point between digits ends none, nor does that of a list number.
fn sentences(line: &str) -> Vec<&str> {
    if line.trim_start().starts_with('|') {
        return vec![line];
    }
    let letters: Vec<(usize, char)> = line.char_indices().collect();
    let at = |place: usize| letters.get(place).map(|(_, letter)| *letter);
    let (mut found, mut start) = (Vec::new(), 0);
    for (place, (_, letter)) in letters.iter().enumerate() {
        let is_end = matches!(letter, '.' | '!' | '?' | '。') && at(place + 1).is_none_or(char::is_whitespace);
        let is_after_digit = place.checked_sub(1).and_then(at).is_some_and(|before| before.is_ascii_digit());
        let next = (place + 1..letters.len()).filter_map(at).find(|next| !next.is_whitespace());
        let is_number = *letter == '.' && is_after_digit && next.is_some_and(|next| next.is_ascii_digit());
        let is_list =
            *letter == '.' && line.get(..letters.get(place).map_or(0, |(at, _)| *at)).is_some_and(is_list_number);
        if !is_end || is_number || is_list {
            continue;
        }
        let rest = (place + 1..letters.len()).find(|next| at(*next).is_some_and(|next| !next.is_whitespace()));
        let end = rest.and_then(|rest| letters.get(rest)).map_or(line.len(), |(end, _)| *end);
        found.extend(line.get(start..end));
        start = end;
    }
    found.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    found
}

/// Returns whether a text is the number of an item of a list, with what precedes it.
pub(crate) fn is_list_number(text: &str) -> bool {
    let number = text.trim_start().trim_start_matches(['#', '>', '*', '-', ' ']);
    (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
