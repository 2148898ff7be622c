mod classify;

use crate::fold::{self, Word};
use crate::token::{Token, TokenClass, TokenView};
use crate::words::{self, LegalFamily};
use crate::{Kind, Script};
use classify::{organisation_tokens, person_tokens};

/// Tokens of a name that are compared; the others count as missing in the other name.
pub(crate) const MAX_TOKENS: usize = 20;

/// A name, divided into tokens.
///
/// Any text is a name, also an empty one, which is like no other. At most 400 characters are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub(crate) kind: Kind,
    pub(crate) person_like: bool,
    pub(crate) tokens: Vec<Token>,
    pub(crate) legal: Vec<LegalFamily>,
    pub(crate) acronyms: Vec<String>,
    /// Tokens beyond the limit.
    pub(crate) dropped: usize,
    text: String,
    surname: Option<String>,
}

impl Name {
    /// Divides a name into tokens. In a person's name, what precedes the first comma is the surname.
    #[must_use]
    pub fn parse(text: &str, kind: Kind) -> Self {
        let (body, native_form) = if kind == Kind::Person { (text, None) } else { words::trim_native_forms(text) };
        let folded = fold::words(body);
        let merged = merge_dotted(&folded);
        let (name_words, mut legal) = without_legal_forms(&merged, kind);
        legal.extend(native_form.map(|(_, family)| family));
        let person_like = match kind {
            Kind::Person => true,
            Kind::Unknown => {
                let is_of_no_person =
                    |text: &str| words::is_generic(text) || text.bytes().all(|byte| byte.is_ascii_digit());
                legal.is_empty() && !merged.iter().any(|word| is_of_no_person(&word.text))
            }
            _ => false,
        };
        let (mut tokens, surname) = if person_like {
            let (rest, forms) = without_legal_ending(&folded);
            legal = forms;
            person_tokens(rest)
        } else {
            (organisation_tokens(&name_words, kind), None)
        };
        let acronyms = if person_like { Vec::new() } else { acronyms(&merged, &name_words) };
        let dropped = tokens.len().saturating_sub(MAX_TOKENS);
        tokens.truncate(MAX_TOKENS);
        Self { kind, person_like, tokens, legal, acronyms, dropped, text: text.to_owned(), surname }
    }

    /// The name as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The kind of thing that the name belongs to.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The folded surname of a person, if the name is of the form `SURNAME, Given`.
    #[must_use]
    pub fn surname(&self) -> Option<&str> {
        self.surname.as_deref()
    }

    /// The folded tokens with their classes. Legal forms are not among them.
    pub fn tokens(&self) -> impl Iterator<Item = (&str, TokenClass)> {
        self.tokens.iter().map(|token| (token.text.as_str(), token.class))
    }

    /// The legal forms, in the order of the name.
    #[must_use]
    pub fn legal_forms(&self) -> &[LegalFamily] {
        &self.legal
    }

    /// Returns whether nothing of the name can be compared: it has only legal forms, or no letters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The words at the end of the name that are not compared, because a name is compared by its first twenty.
    #[must_use]
    pub const fn words_left_out(&self) -> usize {
        self.dropped
    }

    pub(crate) fn views(&self) -> Vec<TokenView<'_>> {
        self.tokens.iter().map(Token::view).collect()
    }
}

/// Joins letters with full stops, such as `L.L.C.`, into one word.
fn merge_dotted(words: &[Word]) -> Vec<Word> {
    let mut merged: Vec<Word> = Vec::with_capacity(words.len());
    let mut open = false;
    for word in words {
        let letter = word.text.len() <= 1 && word.script != Script::Han && word.script != Script::Hangul;
        match merged.last_mut().filter(|_| open && letter) {
            Some(last) => last.text.push_str(&word.text),
            None => merged.push(word.clone()),
        }
        open = word.dotted && letter;
    }
    merged
}

/// Separates legal forms from the other words. Short ones count only at the beginning and at the end, where they are not part of a name.
fn without_legal_forms(words: &[Word], kind: Kind) -> (Vec<Word>, Vec<LegalFamily>) {
    if kind == Kind::Person {
        return (words.to_vec(), Vec::new());
    }
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let mut spans: Vec<(usize, usize, Option<LegalFamily>)> = Vec::new();
    let mut start = 0;
    while let Some(rest) = texts.get(start..).filter(|rest| !rest.is_empty()) {
        let found = words::legal_form_at(rest);
        let length = found.map_or(1, |(length, _)| length);
        spans.push((start, length, found.map(|(_, family)| family)));
        start += length;
    }
    // ships and aircraft have no legal form, but a name of nothing else is none
    let is_craft = matches!(kind, Kind::Vessel | Kind::Aircraft);
    if is_craft && spans.iter().any(|(start, _, family)| family.is_none() && !is_joint(&texts, *start)) {
        return (words.to_vec(), Vec::new());
    }
    let tail = spans.iter().rev().take_while(|(start, _, family)| family.is_some() || is_joint(&texts, *start)).count();
    let tail_start = spans.len() - tail;
    let mut rest = Vec::new();
    let mut legal = Vec::new();
    for (place, (start, length, family)) in spans.into_iter().enumerate() {
        let span = texts.get(start..start + length).unwrap_or_default();
        let long = length > 1 || span.iter().any(|word| word.len() >= 4);
        let accepted = family.filter(|family| {
            place >= tail_start
                || (place == 0 && *family != LegalFamily::Company)
                || (long && *family != LegalFamily::Company)
        });
        match accepted {
            Some(family) => legal.push(family),
            None => rest.extend(words.iter().skip(start).take(length).cloned()),
        }
    }
    while rest.last().is_some_and(|word: &Word| word.text == "and") {
        rest.pop();
    }
    (rest, legal)
}

fn is_joint(texts: &[&str], place: usize) -> bool {
    texts.get(place).is_some_and(|text| *text == "and")
}

/// Legal forms that are rarely a part of a person's name.
const ENDINGS: &[&str] =
    &["sa", "llc", "ltd", "gmbh", "limited", "inc", "corp", "ooo", "srl", "sarl", "plc", "bv", "nv", "ag"];

/// Separates a legal form at the end of a person's name of three words or more.
fn without_legal_ending(words: &[Word]) -> (&[Word], Vec<LegalFamily>) {
    let Some((last, rest)) = words.split_last().filter(|(last, rest)| rest.len() >= 2 && !last.after_comma) else {
        return (words, Vec::new());
    };
    let text = last.text.as_str();
    match words::legal_form_at(&[text]).filter(|_| ENDINGS.contains(&text)) {
        Some((_, family)) => (rest, vec![family]),
        None => (words, Vec::new()),
    }
}

/// The initials of an organisation's words, with and without words that connect, and with and without legal forms.
fn acronyms(all: &[Word], without_forms: &[Word]) -> Vec<String> {
    let initials = |words: &[Word], stop_words: bool| -> String {
        let kept = words.iter().filter(|word| stop_words || !words::is_stop_word(&word.text));
        kept.filter_map(|word| word.text.chars().next()).collect()
    };
    let mut acronyms =
        vec![initials(all, false), initials(all, true), initials(without_forms, false), initials(without_forms, true)];
    acronyms.retain(|acronym| (3..=10).contains(&acronym.len()));
    acronyms.sort();
    acronyms.dedup();
    acronyms
}

#[cfg(test)]
mod tests;
