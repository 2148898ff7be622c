use super::{graphemes::graphemes, is_space};
use crate::page::Span;

/// Abbreviations that never end a sentence if text follows.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "cf", "vs", "viz", "mr", "mrs", "ms", "dr", "prof", "eng", "hon", "st", "messrs", "approx", "est",
    "incl", "excl", "fig", "figs", "tab", "art", "sec", "ch", "para", "pp", "p", "vol", "ed", "eds", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "tel", "ext", "gen", "gov", "min", "max",
    "avg", "attn",
];
/// Abbreviations that end a sentence only before a word that often begins one.
const TITLES: &[&str] = &["ltd", "co", "inc", "corp", "plc", "etc", "dept", "al", "u.s", "u.k", "a.m", "p.m"];
/// Abbreviations only before a number.
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "ref", "cap", "item", "clause", "app", "stat", "reg", "supp"];
/// The most words of a caption.
const MOST_CAPTION_WORDS: usize = 12;
/// Words that often begin a sentence.
const OPENERS: &[&str] = &[
    "the", "this", "that", "these", "those", "it", "its", "in", "on", "at", "a", "an", "we", "they", "he", "she",
    "there", "however", "for", "as", "by", "under", "during", "to", "our", "all", "each", "if", "when",
];

/// Returns whether a line has a mark before its last character that may end a sentence.
pub(super) fn may_end_within(line: &str) -> bool {
    let mut characters = line.trim_end().chars();
    characters.next_back();
    characters.any(|character| matches!(character, '.' | '!' | '?' | '…' | '؟' | '۔'))
}

/// Splits a line into sentences. Offsets are Unicode scalar values within the line.
pub(super) fn split(line: &str) -> Vec<Span> {
    let graphemes = place(line);
    let mut sentences = Vec::new();
    let mut start: Option<usize> = None;
    for (index, grapheme) in graphemes.iter().enumerate() {
        if is_space(grapheme.text) {
            continue;
        }
        let first = *start.get_or_insert(index);
        let sentence = graphemes.get(first..=index).unwrap_or_default();
        let rest = graphemes.get(index + 1..).unwrap_or_default();
        if ends_sentence(sentence, rest) {
            sentences.extend(span(sentence));
            start = None;
        }
    }
    if let Some(first) = start {
        sentences.extend(span(graphemes.get(first..).unwrap_or_default()));
    }
    sentences
}

#[derive(Debug, Clone, Copy)]
struct Placed<'a> {
    text: &'a str,
    /// Offset in Unicode scalar values.
    at: usize,
}

fn place(line: &str) -> Vec<Placed<'_>> {
    let mut at = 0;
    let placed = graphemes(line).map(|text| {
        let placed = Placed { text, at };
        at += text.chars().count();
        placed
    });
    placed.collect()
}

fn span(sentence: &[Placed<'_>]) -> Option<Span> {
    let last = sentence.iter().rfind(|grapheme| !is_space(grapheme.text))?;
    Some(Span { start: sentence.first()?.at, end: last.at + last.text.chars().count() })
}

fn ends_sentence(sentence: &[Placed<'_>], rest: &[Placed<'_>]) -> bool {
    if !rest.first().is_some_and(|next| is_space(next.text)) {
        return false;
    }
    let body = sentence.iter().rposition(|grapheme| !matches!(grapheme.text, "\"" | "”" | "’" | "'" | ")" | "]" | "»"));
    let Some((mark, before)) = body.and_then(|end| sentence.get(..=end)).and_then(<[Placed<'_>]>::split_last) else {
        return false;
    };
    match mark.text {
        "!" | "?" | "؟" | "۔" => true,
        "." | "…" => {
            let next = word_after(rest);
            starts_sentence(&next) && !(mark.text == "." && (is_abbreviation(before, &next) || is_caption(before)))
        }
        _ => false,
    }
}

fn word_after(rest: &[Placed<'_>]) -> String {
    let rest = rest.iter().skip_while(|grapheme| is_space(grapheme.text));
    rest.take_while(|grapheme| !is_space(grapheme.text)).take(40).map(|grapheme| grapheme.text).collect()
}

fn starts_sentence(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(|first| {
        // Scripts without cases start sentences with any letter.
        (first.is_alphabetic() && !first.is_lowercase())
            || first.is_numeric()
            || matches!(first, '"' | '“' | '‘' | '\'' | '(' | '[' | '•' | '-' | '–')
    })
}

fn is_abbreviation(before: &[Placed<'_>], next: &str) -> bool {
    let start = before.iter().rposition(|grapheme| is_space(grapheme.text)).map_or(0, |space| space + 1);
    let word: String = before.get(start..).unwrap_or_default().iter().map(|grapheme| grapheme.text).collect();
    let bare = word.trim_start_matches(['(', '[', '"', '“', '‘']).to_lowercase();
    let number_follows = next.chars().next().is_some_and(char::is_numeric);
    let label =
        start == 0 && bare.len() <= 6 && bare.chars().all(|character| character.is_ascii_digit() || character == '.');
    label
        || is_initial(&word)
        || ABBREVIATIONS.contains(&bare.as_str())
        || ((BEFORE_NUMBERS.contains(&bare.as_str()) || has_dotted_letters(&bare)) && number_follows)
        || (TITLES.contains(&bare.as_str()) && !opens(next))
}

/// Returns whether a word is letters with full stops between them, as in "50 U.S.C. 1701" and "E.O. 13884".
fn has_dotted_letters(word: &str) -> bool {
    let mut letters = word.split('.');
    word.contains('.')
        && letters.all(|letter| {
            let mut characters = letter.chars();
            matches!((characters.next(), characters.next()), (Some(letter), None) if letter.is_alphabetic())
        })
}

/// Returns whether a text is the captions of a paragraph and its first point, which belong to what follows them, as in
/// "(b) Reports of property—(i) When reports are due. Reports shall be filed yearly."
fn is_caption(text: &[Placed<'_>]) -> bool {
    let text: String = text.iter().map(|grapheme| grapheme.text).collect();
    let mut parts = text.split(['—', '–']);
    let is_first = parts.next().is_some_and(|part| part.starts_with('(') && is_short(part));
    let mut points = parts.peekable();
    is_first && points.peek().is_some() && points.all(|part| after_number(part).is_some_and(is_short))
}

/// What follows the number of a point, "(i)" or "(12)".
fn after_number(text: &str) -> Option<&str> {
    let (number, rest) = text.strip_prefix('(')?.split_once(')')?;
    let is_number = (1..=5).contains(&number.len()) && number.chars().all(char::is_alphanumeric);
    is_number.then_some(rest)
}

/// Returns whether a text has few words and no end of a sentence within.
fn is_short(text: &str) -> bool {
    !text.contains(['.', '?', '!']) && text.split_whitespace().count() <= MOST_CAPTION_WORDS
}

/// Returns whether a word is a single capital letter, as in "J. Smith".
fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    matches!((characters.next(), characters.next()), (Some(letter), None) if letter.is_uppercase())
}

fn opens(word: &str) -> bool {
    OPENERS.contains(&word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase().as_str())
}
