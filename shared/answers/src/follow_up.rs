//! Rewrites follow-up questions so that they stand alone.
//!
//! It uses no model. The missing subject comes from the previous question. A question that is complete stays unchanged.

use crate::{form_words::is_form_word, words::words};
use std::ops::Range;

/// Openings of follow-up questions.
const GOING_ON: [&str; 8] =
    ["what about", "how about", "and what about", "and how about", "but what about", "and", "but", "or"];
/// Pronouns that refer to something said before.
const PRONOUNS: [&str; 8] = ["it", "they", "them", "this", "that", "these", "those", "he"];
/// Possessive pronouns that refer to something said before.
const POSSESSIVES: [&str; 3] = ["its", "their", "his"];
/// Question words: a text that starts with one is a full question.
const ASKING: [&str; 9] = ["what", "which", "who", "whom", "whose", "when", "where", "why", "how"];
/// Verbs that start a full question.
const VERBS: [&str; 16] = [
    "is", "are", "was", "were", "do", "does", "did", "can", "could", "may", "must", "shall", "should", "will", "would",
    "has",
];
/// Prepositions before the subject of a fragment.
const PREPOSITIONS: [&str; 10] = ["for", "in", "by", "on", "at", "of", "to", "from", "under", "during"];
/// The most words of a follow-up question.
const MOST_WORDS: usize = 12;

/// Rewrites a follow-up question. Returns `None` if it stands alone already or if the previous question has no subject.
///
/// `before` is the previous question in its rewritten form.
#[must_use]
pub fn standalone(before: &str, question: &str) -> Option<String> {
    let question = question.trim();
    if question.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let before = before.trim().trim_end_matches(['?', '.', ' ']);
    match fragment(question) {
        Some(fragment) => Some(with_fragment(before, fragment)),
        None => with_subject(before, question),
    }
}

/// The subject of a question without a verb: "in 2029" in "And in 2029?".
fn fragment(question: &str) -> Option<&str> {
    let lower = question.to_lowercase();
    let opening =
        GOING_ON.iter().find(|opening| lower.strip_prefix(**opening).is_some_and(|rest| rest.starts_with(' ')))?;
    let rest = question.get(opening.len()..)?.trim().trim_end_matches(['?', '.', '!', ' ']);
    let first = rest.split_whitespace().next()?.to_lowercase();
    let asks = ASKING.contains(&first.as_str()) || VERBS.contains(&first.as_str());
    let refers = referring(rest).is_some();
    (!asks && !refers && rest.split_whitespace().any(|word| !is_form_word(&plain(word)))).then_some(rest)
}

/// Puts the fragment into the previous question. It replaces the only number or name of the same kind, or is appended.
fn with_fragment(before: &str, fragment: &str) -> String {
    let thing = without_preposition(fragment);
    let like = if is_number(thing) {
        only(places(before, is_number))
    } else if is_name(thing) {
        only(names(before))
    } else {
        None
    };
    if let Some(place) = like {
        let (head, tail) = (before.get(..place.start).unwrap_or_default(), before.get(place.end..).unwrap_or_default());
        return format!("{head}{thing}{tail}?");
    }
    let joint = if thing.len() < fragment.len() { "" } else { "for " };
    format!("{before} {joint}{fragment}?")
}

/// Replaces a pronoun in the question with the subject of the previous question.
fn with_subject(before: &str, question: &str) -> Option<String> {
    let is_bare = words(question).all(|word| is_form_word(&word.surface.to_lowercase()));
    let has_own_name = !names(question).is_empty();
    let word = referring(question);
    let Some(word) = word.filter(|_| !has_own_name) else {
        return is_bare.then(|| format!("{before}: {question}"));
    };
    let subject =
        names(before).pop().and_then(|place| before.get(place)).map(str::to_owned).or_else(|| object(before))?;
    let (stem, ending) = word.split_at(word.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len());
    let put = if stands_for_something(stem)? == Stands::ForOwner { format!("{subject}'s") } else { subject };
    Some(question.replacen(word, &[put.as_str(), ending].concat(), 1))
}

/// The first pronoun that refers to something said before: "this" alone does, "this licence" does not.
fn referring(text: &str) -> Option<&str> {
    let all: Vec<&str> = text.split_whitespace().collect();
    let refers = |place: usize, word: &str| {
        let points = ["this", "that", "these", "those"].contains(&plain(word).as_str());
        let is_followed = all.get(place + 1).is_some_and(|next| !is_form_word(&plain(next)));
        stands_for_something(word).is_some() && !(points && is_followed)
    };
    all.iter().enumerate().find(|(place, word)| refers(*place, word)).map(|(_, word)| *word)
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Stands {
    ForSomething,
    ForOwner,
}

fn stands_for_something(word: &str) -> Option<Stands> {
    let lower = plain(word);
    if POSSESSIVES.contains(&lower.as_str()) {
        return Some(Stands::ForOwner);
    }
    PRONOUNS.contains(&lower.as_str()).then_some(Stands::ForSomething)
}

/// The object of a question without names: everything from its last article on.
fn object(question: &str) -> Option<String> {
    let all: Vec<&str> = question.split_whitespace().collect();
    let from = all.iter().rposition(|word| ["the", "a", "an"].contains(&plain(word).as_str()))?;
    let object = all.get(from..)?;
    (object.len() > 1).then(|| object.join(" "))
}

/// Ranges of names: consecutive words with a capital letter. The first word does not count.
fn names(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (number, place) in tokens(text).into_iter().enumerate() {
        let word = text.get(place.clone()).unwrap_or_default();
        let is_part = number > 0 && is_name(word);
        match found.last_mut().filter(|_| is_part && is_open) {
            Some(last) => last.end = place.end,
            None if is_part => found.push(place),
            None => {}
        }
        is_open = is_part;
    }
    found
}

fn places(text: &str, is_one: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    tokens(text).into_iter().filter(|place| text.get(place.clone()).is_some_and(&is_one)).collect()
}

/// Ranges of words without the punctuation around them.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let bare = |word: &str| {
        let start = word.len() - word.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len();
        let end = word.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len();
        (start < end).then_some(start..end)
    };
    let mut found = Vec::new();
    for word in text.split_whitespace() {
        let offset = word.as_ptr() as usize - text.as_ptr() as usize;
        found.extend(bare(word).map(|place| offset + place.start..offset + place.end));
    }
    found
}

fn only(mut places: Vec<Range<usize>>) -> Option<Range<usize>> {
    let last = places.pop();
    last.filter(|_| places.is_empty())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| letter.is_ascii_digit() || "/.,-".contains(letter))
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn without_preposition(fragment: &str) -> &str {
    match fragment.split_once(' ') {
        Some((first, rest)) if PREPOSITIONS.contains(&plain(first).as_str()) => rest.trim_start(),
        _ => fragment,
    }
}

fn plain(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::standalone;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_out_is_taken_from_the_question_before() {
        let cases = [
            ("What were transmission losses in 2030?", "And in 2029?", "What were transmission losses in 2029?"),
            ("What is the vision of UETCL?", "What about ERA?", "What is the vision of ERA?"),
            ("What is the vision of the Kivu Grid Company?", "And its mission?", "And Kivu Grid Company's mission?"),
            ("What is the vision of the Kivu Grid Company?", "Who leads it?", "Who leads Kivu Grid Company?"),
            (
                "How often are substations inspected?",
                "What about the northern region?",
                "How often are substations inspected for the northern region?",
            ),
            ("When does the licence end?", "Can it be renewed?", "Can the licence end be renewed?"),
            ("How far are losses to fall by 2031?", "Why?", "How far are losses to fall by 2031: Why?"),
        ];
        for (before, question, expected) in cases {
            assert_eq!(standalone(before, question).as_deref(), Some(expected), "{question}");
        }
    }

    #[test]
    fn a_question_that_stands_alone_stays() {
        for question in [
            "What is the mission of the regulator?",
            "How is SAIDI computed under the regulation of 2029, and who has to report it to whom by when?",
            "Is the penalty that UETCL pays capped?",
            "When does this licence end?",
        ] {
            assert_eq!(standalone("What is the vision of UETCL?", question), None, "{question}");
        }
    }

    proptest! {
        #[test]
        fn any_two_texts_are_taken(before in "\\PC{0,60}", question in "(And |What about |its )?\\PC{0,60}") {
            let _ = standalone(&before, &question);
        }
    }
}
