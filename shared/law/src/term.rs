//! Defined terms, and their occurrences in texts.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::quote::quoted;
use crate::span::Span;
use crate::token::{TokenKind, tokens};
use crate::unit::UnitId;

/// A defined term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The term as it is printed, without quotation marks.
    pub term: String,
    /// The unit that defines it; [`crate::LawDocument::definition`] is its definition.
    pub unit: UnitId,
}

/// An occurrence of a term in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TermUse {
    /// The place of the term among the document's terms.
    pub term: usize,
    /// Its position in the text, in bytes.
    pub span: Span,
}

const VERBS: [&str; 11] = [
    "shall mean",
    "shall include",
    "has the meaning",
    "have the meaning",
    "has the same meaning",
    "means",
    "mean",
    "refers to",
    "refer to",
    "includes",
    "include",
];
/// The farthest a verb stands from a quoted term, in bytes: "‘branch’ of a financial or credit institution means".
const FARTHEST_VERB: usize = 120;
/// The most words of a term without quotation marks.
const MOST_WORDS: usize = 14;
/// The most characters of a stored definition.
const LONGEST_DEFINITION: usize = 2_000;

/// The terms that a text defines at its start: "‘claim’ means …", "The term person means …", "The terms A and B mean …".
pub(crate) fn defined(text: &str) -> Vec<String> {
    let text = text.trim_start();
    let (introduced, rest) = introduced(text);
    if let Some((first, length)) = quoted(rest) {
        let mut terms = vec![first.to_owned()];
        let mut at = length;
        while let Some((term, length)) = rest.get(at..).and_then(further) {
            terms.push(term);
            at += length;
        }
        let after = rest.get(at..).unwrap_or_default();
        let near = floor(after, FARTHEST_VERB);
        let is_near = VERBS.iter().filter_map(|verb| word_at(near, verb)).min();
        let is_defined = is_near.is_some_and(|at| !has_sentence_end(near.get(..at).unwrap_or_default()));
        return if is_defined || (introduced && after.trim_start().starts_with("is ")) { terms } else { Vec::new() };
    }
    plain(rest, introduced)
}

/// Returns whether a sentence ends within a text. "§ 589.205" and "e.g.," end none.
fn has_sentence_end(text: &str) -> bool {
    text.contains(';') || text.contains(". ")
}

/// Skips "The term", "The terms", "For purposes of this section, the term".
fn introduced(text: &str) -> (bool, &str) {
    let head = floor(text, 160);
    for start in ["he term ", "he terms ", "he expression "] {
        if let Some(at) =
            head.find(start).filter(|at| *at == 1 || head.get(..*at).is_some_and(|before| before.ends_with(", t")))
        {
            return (true, text.get(at + start.len()..).unwrap_or_default().trim_start());
        }
    }
    (false, text)
}

/// ", “B”", " and “C”", " or “D”"
fn further(text: &str) -> Option<(String, usize)> {
    let rest = text.trim_start_matches([',', ' ']);
    let rest = rest.strip_prefix("and ").or_else(|| rest.strip_prefix("or ")).unwrap_or(rest);
    let (term, length) = quoted(rest)?;
    Some((term.to_owned(), text.len() - rest.len() + length))
}

/// A term without quotation marks: "The term OFAC means", or "Apparent violation means" at the start of an item.
fn plain(text: &str, introduced: bool) -> Vec<String> {
    let head = floor(text, 200);
    let verb = VERBS.iter().filter_map(|verb| word_at(head, verb)).min();
    let Some(before) = verb.and_then(|at| head.get(..at)).map(str::trim) else { return Vec::new() };
    let words = before.split_whitespace().count();
    let verb = head.get(before.len()..).unwrap_or_default().trim_start();
    let is_clean = !before.is_empty() && !before.contains([';', ':', ')']) && !has_stop(before);
    if introduced {
        let terms = before.split(" and ").flat_map(|part| part.split(" or ")).flat_map(|part| part.split(", "));
        let terms = terms.map(bare).filter(|term| !term.is_empty() && !term.starts_with("of "));
        return if is_clean && words <= MOST_WORDS { terms.collect() } else { Vec::new() };
    }
    let first = before.split_whitespace().next().unwrap_or_default();
    let is_pronoun = ["This", "That", "It", "Which", "Nothing", "In", "For", "By", "If"].contains(&first);
    let is_term =
        is_clean && words <= 6 && before.starts_with(char::is_uppercase) && !is_pronoun && verb.starts_with("means ");
    if is_term { vec![bare(before)] } else { Vec::new() }
}

/// Returns whether a full stop stands in a text other than in an abbreviation such as "U.S."
fn has_stop(text: &str) -> bool {
    text.split_whitespace()
        .map(|word| word.trim_end_matches(','))
        .filter(|word| word.contains('.'))
        .any(|word| !word.ends_with('.') || word.split_terminator('.').any(|letter| letter.chars().count() != 1))
}

/// A term without the signs around it. The last full stop of an abbreviation stays.
fn bare(term: &str) -> String {
    let term = term.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != ')' && sign != '.');
    let term = term.trim_start_matches('.');
    let is_abbreviation = term.trim_end_matches('.').contains('.');
    if is_abbreviation { term.to_owned() } else { term.trim_end_matches('.').to_owned() }
}

/// The terms that stand in parentheses after what they name: "(the ‘VSR’)", "hereinafter referred to as ‘X’".
pub(crate) fn named(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['‘', '“', '"', '`'])) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let Some((term, length)) = quoted(rest) else {
            at = start + rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let before = ceil(text.get(..start).unwrap_or_default(), 40);
        let after = rest.get(length..).unwrap_or_default();
        let opened = before
            .rsplit_once('(')
            .is_some_and(|(_, words)| words.split_whitespace().count() <= 4 && !words.contains(')'));
        if (opened && after.starts_with(')')) || before.ends_with("referred to as ") {
            terms.push(term.to_owned());
        }
        at = start + length;
    }
    terms
}

/// A definition cut to the size that is stored.
pub(crate) fn shortened(definition: &str) -> String {
    definition.chars().take(LONGEST_DEFINITION).collect()
}

/// The offset of a word or phrase with word borders around it.
fn word_at(text: &str, phrase: &str) -> Option<usize> {
    let is_border = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_alphanumeric());
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or_default().chars().next_back();
        let after = text.get(at + phrase.len()..).unwrap_or_default().chars().next();
        is_border(before) && is_border(after)
    })
}

/// At most `most` bytes from the start, or from the end.
fn floor(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

fn ceil(text: &str, most: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(most))..).unwrap_or(text)
}

/// Finds terms in texts, whether they stand in the singular or the plural.
#[derive(Debug, Clone, Default)]
pub(crate) struct TermIndex {
    /// The words of terms by their first word, the longest first.
    terms: HashMap<String, Vec<(Vec<String>, usize)>>,
}

/// The most terms with the same first word that are tried at one place.
const MOST_TRIED: usize = 64;

impl TermIndex {
    pub(crate) fn new(terms: &[Term]) -> Self {
        let mut index = Self::default();
        for (place, term) in terms.iter().enumerate() {
            let words: Vec<String> = words(&term.term).map(|(word, _)| word).collect();
            if let Some(first) = words.first() {
                index.terms.entry(first.clone()).or_default().push((words, place));
            }
        }
        for terms in index.terms.values_mut() {
            // of two definitions of a term, the first one counts
            terms.sort_by_key(|(words, place)| (std::cmp::Reverse(words.len()), *place));
            terms.dedup_by(|one, other| one.0 == other.0);
        }
        index
    }

    /// The terms in a text; of two that overlap, the longer one.
    pub(crate) fn uses(&self, text: &str) -> Vec<TermUse> {
        let words: Vec<(String, Span)> = words(text).collect();
        let mut uses = Vec::new();
        let mut place = 0;
        while let Some((first, span)) = words.get(place) {
            let rest = words.get(place..).unwrap_or_default();
            let found = self.terms.get(first).and_then(|terms| {
                terms.iter().take(MOST_TRIED).find(|(term, _)| {
                    term.len() <= rest.len() && term.iter().zip(rest).all(|(one, (other, _))| one == other)
                })
            });
            match found {
                Some((term, index)) => {
                    let end = rest.get(term.len() - 1).map_or(span.end, |(_, last)| last.end);
                    uses.push(TermUse { term: *index, span: Span::new(span.start, end) });
                    place += term.len();
                }
                None => place += 1,
            }
        }
        uses
    }
}

/// The words of a text in small letters and in the singular, with their positions.
fn words(text: &str) -> impl Iterator<Item = (String, Span)> {
    let tokens = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
    tokens.map(|token| (singular(&token.text.to_lowercase()), token.span)).collect::<Vec<_>>().into_iter()
}

/// The same form for the singular and the plural of a word. Possessives count as their word.
fn singular(word: &str) -> String {
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let is_long = ["sses", "xes", "zes", "ches", "shes"].iter().any(|end| word.ends_with(end));
    if is_long {
        return word.get(..word.len() - 2).unwrap_or(word).to_owned();
    }
    let is_plural = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is");
    if is_plural { word.get(..word.len() - 1).unwrap_or(word).to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_name_their_terms() {
        let cases: [(&str, &[&str]); 13] = [
            ("‘claim’ means any claim", &["claim"]),
            ("‘branch’ of a financial or credit institution means a place", &["branch"]),
            ("\"Financial services\" means any service", &["Financial services"]),
            ("The term OFAC means the Office", &["OFAC"]),
            (
                "The terms ⟦blocked account⟧ and ⟦blocked property⟧ shall mean any",
                &["blocked account", "blocked property"],
            ),
            ("the term ``petrochemical products'' includes fertilizer", &["petrochemical products"]),
            ("For purposes of this section, the term person includes", &["person"]),
            ("Apparent violation means conduct", &["Apparent violation"]),
            ("‘A’, ‘B’ and ‘C’ mean the same", &["A", "B", "C"]),
            ("The term ‘debt’ as used in §§ 589.202 through 589.204 includes bonds", &["debt"]),
            ("The term United States person or U.S. person means any", &["United States person", "U.S. person"]),
            ("The term it had. It means", &[]),
            ("This means that", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(defined(text), expected, "{text}");
        }
        for text in ["‘claim’ was made. It means", "the institution", "", "‘", "‘open means"] {
            assert!(defined(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn terms_in_parentheses_are_named() {
        assert_eq!(
            named("entities (the ‘ESAs’) and firms (collectively, ``PdVSA Entities'')"),
            ["ESAs", "PdVSA Entities"]
        );
        assert_eq!(named("shall collectively be referred to as ‘financial entities’."), ["financial entities"]);
        assert!(named("he said ‘no’ (see it)").is_empty());
    }

    #[test]
    fn the_longest_term_is_found_in_any_number() {
        let term = |term: &str| Term { term: term.to_owned(), unit: UnitId(0) };
        let terms = [term("resource"), term("economic resources"), term("financial entity")];
        let uses = TermIndex::new(&terms).uses("Economic resources of financial entities; a resource's use");
        let found: Vec<usize> = uses.iter().map(|found| found.term).collect();
        assert_eq!(found, [1, 2, 0]);
    }
}
