//! Scores the form of a part: a number if the question asks for one, a definition if it asks for one, a full statement
//! rather than a heading.

use crate::{
    cut,
    page::{Part, is_caption},
    question::Question,
    wanted::{self, Wanted},
    words::{Word, words},
};
use sisuiq_documents::UnitKind;

/// The penalty for parts of a table of contents.
pub(crate) const CONTENTS: f64 = -0.45;
const CAPTION: f64 = -0.25;
const HEADING: f64 = -0.25;
/// The penalty for an introduction without the text that it introduces.
const DANGLING: f64 = -0.15;
const FRAGMENT: f64 = -0.10;
const LONG: f64 = -0.06;
const WANTED: f64 = 0.12;
/// The penalty for a part without the expected kind of answer.
const UNWANTED: f64 = -0.10;
const DEFINITION: f64 = 0.25;
const LIKELY_DEFINITION: f64 = 0.12;
/// The number of words from which a part is long.
const LONG_PART: usize = 70;
/// The most words of a defined term.
const LONGEST_SUBJECT: usize = 8;

/// The score for the form of a part. `answers` is true if it contains the expected kind of answer.
pub(crate) fn bonus(question: &Question, part: &Part, text: &str, answers: bool) -> f64 {
    let kind = if is_caption(text) {
        CAPTION
    } else if part.names_columns || is_bare_heading(part, text) || is_shouted(text) {
        HEADING
    } else {
        0.0
    };
    let open = if is_open(text) { DANGLING } else { 0.0 };
    let count = text.split_whitespace().count();
    let has_digit = text.chars().any(|letter| letter.is_ascii_digit());
    let length = match count {
        0..4 if !has_digit => FRAGMENT,
        LONG_PART.. => LONG,
        _ => 0.0,
    };
    kind + open + length + wanted(question, part, text, answers)
}

fn wanted(question: &Question, part: &Part, text: &str, answers: bool) -> f64 {
    let definition = definition(question, part, text);
    let held = match question.wanted {
        _ if !question.wanted.is_strict() || is_caption(text) => 0.0,
        Wanted::Time if answers && !wanted::is_dated(question, part) => WANTED / 3.0,
        _ if answers => WANTED,
        _ => UNWANTED,
    };
    held + match question.wanted {
        Wanted::Who if capitals(text) > 1 => WANTED / 2.0,
        Wanted::Definition if definition != Definition::None => DEFINITION,
        Wanted::Anything | Wanted::Place if definition == Definition::OfTheTerm => DEFINITION,
        Wanted::Anything | Wanted::Place | Wanted::Number if definition == Definition::NearTheTerm => LIKELY_DEFINITION,
        _ => 0.0,
    }
}

/// Returns whether a part is a heading alone, or with the title of the clause below it.
fn is_bare_heading(part: &Part, text: &str) -> bool {
    part.kind == UnitKind::Heading && (!part.introduces || text.lines().next_back().is_some_and(cut::is_title))
}

/// Returns whether a text announces something that it does not contain.
fn is_open(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(':') || (text.ends_with(';') && (text.contains("following") || text.contains("below")))
}

/// Returns whether a text has only capital letters: a title or a signature line, not a statement.
fn is_shouted(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn capitals(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count()
}

/// The subject of a definition.
#[derive(Clone, Copy, PartialEq)]
enum Definition {
    /// Nothing in the question.
    None,
    /// A phrase that contains a term of the question.
    NearTheTerm,
    /// The term itself.
    OfTheTerm,
}

/// Recognises definitions such as `Vision: …`, `our vision is …` and `"Energy" means …`. They start with a few words
/// that include the rarest term of the question, followed by a word that introduces the meaning. If the term is
/// directly before that word, it is the defined term.
fn definition(question: &Question, part: &Part, text: &str) -> Definition {
    let Some(term) = question.rarest().filter(|(place, _)| part.own.contains(*place)).map(|(_, term)| term) else {
        return Definition::None;
    };
    let links = [" means ", " mean ", " is ", " are ", ": ", ":\n", " stands for ", " refers to "];
    let Some((subject, rest)) =
        links.iter().filter_map(|link| text.split_once(link)).min_by_key(|(subject, _)| subject.len())
    else {
        return Definition::None;
    };
    let subject: Vec<Word<'_>> = words(subject).take(LONGEST_SUBJECT + 1).collect();
    if subject.len() > LONGEST_SUBJECT || rest.trim().is_empty() {
        Definition::None
    } else if subject.last().is_some_and(|word| word.stem == term.stem) {
        Definition::OfTheTerm
    } else if subject.iter().any(|word| word.stem == term.stem) {
        Definition::NearTheTerm
    } else {
        Definition::None
    }
}
