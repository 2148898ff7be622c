//! Follows a model's text as it streams, takes its citation marks out, checks each against the stored page and puts numbers
//! in their place.
//!
//! A model marks a statement with `[n: "words of the page"]` or `[n]`, where `n` is the passage's number in the prompt.

use crate::{Quote, evidence::best_part};
use sisuiq_db::{QuoteMatch, document_chunks::Passage};
use sisuiq_documents::{Match, Span, locate};

/// The longest mark that is waited for, in bytes; what is longer is text.
const LONGEST_MARK: usize = 1_500;
/// How much of the text before a mark without words is compared with the passage, in bytes.
const LONGEST_STATEMENT: usize = 600;

/// A citation in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The place on the page.
    pub quote: Quote,
    /// How the words were found there.
    pub matched: QuoteMatch,
}

/// Turns a model's text into text with checked citation numbers.
#[derive(Debug)]
pub struct Annotator<'a> {
    passages: &'a [Passage],
    cited: Vec<Cited>,
    dropped: u32,
    mark: String,
    statement: String,
}

impl<'a> Annotator<'a> {
    /// Starts with the passages in the order of the prompt.
    #[must_use]
    pub fn new(passages: &'a [Passage]) -> Self {
        Self { passages, cited: Vec::new(), dropped: 0, mark: String::new(), statement: String::new() }
    }

    /// Takes the next piece and returns what can be shown already.
    pub fn push(&mut self, piece: &str) -> String {
        let mut shown = String::with_capacity(piece.len());
        for letter in piece.chars() {
            if self.mark.is_empty() && letter != '[' {
                shown.push(letter);
                self.remember(letter);
                continue;
            }
            self.mark.push(letter);
            if is_whole(&self.mark) || self.mark.len() > LONGEST_MARK {
                self.close(&mut shown);
            }
        }
        shown
    }

    /// Ends the text: returns what was still held back, the citations in the order of their numbers, and how many marks
    /// were dropped because their words are not on the page.
    #[must_use]
    pub fn finish(mut self) -> (String, Vec<Cited>, u32) {
        let rest = std::mem::take(&mut self.mark);
        (rest, self.cited, self.dropped)
    }

    fn remember(&mut self, letter: char) {
        self.statement.push(letter);
        if self.statement.len() > LONGEST_STATEMENT {
            self.statement = self.statement.chars().skip(LONGEST_STATEMENT / 2).collect();
        }
    }

    fn close(&mut self, shown: &mut String) {
        let text = std::mem::take(&mut self.mark);
        let Some(marks) = parse(&text) else {
            shown.push_str(&text);
            text.chars().for_each(|letter| self.remember(letter));
            return;
        };
        for (number, words) in marks {
            match self.check(number, words) {
                Some(cited) => shown.push_str(&["[", &self.number(cited).to_string(), "]"].concat()),
                None => self.dropped += 1,
            }
        }
        if !self.statement.trim().is_empty() {
            self.statement.clear();
        }
    }

    fn check(&self, number: usize, words: Option<&str>) -> Option<Cited> {
        let index = number.checked_sub(1)?;
        let passage = self.passages.get(index)?;
        let Some(words) = words else {
            let (span, score) = best_part(&self.statement, passage)?;
            return Some(Cited { quote: Quote { passage: index, span, score }, matched: QuoteMatch::Normalized });
        };
        let located = locate(&passage.page_text, words)?;
        let matched = match located.matched {
            Match::Exact => QuoteMatch::Exact,
            Match::Normalized => QuoteMatch::Normalized,
        };
        let span = Span { start: located.start, end: located.end };
        Some(Cited { quote: Quote { passage: index, span, score: f64::from(located.score) }, matched })
    }

    /// The number under which a citation is shown; the same place keeps its number.
    fn number(&mut self, new: Cited) -> usize {
        let same = |old: &Cited| old.quote.passage == new.quote.passage && old.quote.span == new.quote.span;
        if let Some(place) = self.cited.iter().position(same) {
            return place + 1;
        }
        self.cited.push(new);
        self.cited.len()
    }
}

fn is_whole(mark: &str) -> bool {
    if mark.contains('"') { mark.ends_with("\"]") && mark.matches('"').count() > 1 } else { mark.ends_with(']') }
}

/// `[2]`, `[2, 5]`, `[2: "words"]`; `None` for anything else in brackets.
fn parse(text: &str) -> Option<Vec<(usize, Option<&str>)>> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    if let Some((number, words)) = inside.split_once(':') {
        let words = words.trim().strip_prefix('"')?.strip_suffix('"')?;
        return Some(vec![(number.trim().parse().ok()?, Some(words))]);
    }
    inside.split(',').map(|number| Some((number.trim().parse().ok()?, None))).collect()
}
