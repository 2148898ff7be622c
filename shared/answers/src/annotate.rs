//! Follows a model's text as it streams, takes its citation marks out, checks each against the stored page and puts numbers
//! in their place.
//!
//! A model marks a statement with `[n: "words of the page"]` or `[n]`, where `n` is the passage's number in the prompt.

use crate::{Quote, evidence::best_part};
use sisuiq_db::{QuoteMatch, document_chunks::Passage};
use sisuiq_documents::{Match, Span, locate};
use std::mem::take;

/// The longest mark that is waited for, in bytes; what is longer is text.
const LONGEST_MARK: usize = 1_500;
/// The largest number that is taken for a passage's.
const LARGEST_NUMBER: usize = 99;
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

/// What came of a model's text.
#[derive(Debug)]
pub struct Annotated {
    /// What was still held back.
    pub rest: String,
    /// The citations, in the order of their numbers.
    pub cited: Vec<Cited>,
    /// How many marks were dropped because their words are not on the page.
    pub dropped: u32,
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
    /// Starts with the passages that the prompt holds, in its order.
    #[must_use]
    pub fn new(passages: &'a [Passage]) -> Self {
        Self { passages, cited: Vec::new(), dropped: 0, mark: String::new(), statement: String::new() }
    }

    /// Takes the next piece and returns what can be shown already.
    pub fn push(&mut self, piece: &str) -> String {
        let mut shown = String::with_capacity(piece.len());
        // no answer with U+0000 could be stored
        for letter in piece.chars().filter(|letter| *letter != '\0') {
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

    /// Ends the text; another one may begin.
    #[must_use]
    pub fn finish(&mut self) -> Annotated {
        self.statement.clear();
        Annotated { rest: take(&mut self.mark), cited: take(&mut self.cited), dropped: take(&mut self.dropped) }
    }

    fn remember(&mut self, letter: char) {
        self.statement.push(letter);
        if self.statement.len() > LONGEST_STATEMENT {
            self.statement = self.statement.chars().skip(LONGEST_STATEMENT / 2).collect();
        }
    }

    fn close(&mut self, shown: &mut String) {
        let text = take(&mut self.mark);
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

/// `[2]`, `[2, 5]`, `[2: "words"]`; `None` for anything else in brackets, years and other figures among it.
fn parse(text: &str) -> Option<Vec<(usize, Option<&str>)>> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    if let Some((number, words)) = inside.split_once(':') {
        let words = words.trim().strip_prefix('"')?.strip_suffix('"')?;
        return Some(vec![(number.trim().parse().ok()?, Some(words))]);
    }
    let passage = |number: &str| number.trim().parse().ok().filter(|number| *number <= LARGEST_NUMBER);
    inside.split(',').map(|number| Some((passage(number)?, None))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_db::{ChunkId, DocumentId, DocumentSource, DocumentType};
    use uuid::Uuid;

    fn passage(page_text: &str) -> Passage {
        Passage {
            id: ChunkId(Uuid::from_u128(1)),
            document_id: DocumentId(Uuid::from_u128(2)),
            version: 1,
            document_name: "plan.pdf".to_owned(),
            source: DocumentSource::Other,
            kind: DocumentType::Other,
            document_sha256: "0".repeat(64),
            page: 3,
            ordinal: 0,
            heading: None,
            start: 0,
            end: i32::try_from(page_text.chars().count()).unwrap(),
            text: page_text.to_owned(),
            page_text: page_text.to_owned(),
            unit_vectors: None,
        }
    }

    /// Pushes the text one character at a time.
    fn annotate(passages: &[Passage], text: &str) -> (String, Vec<Cited>, u32) {
        let mut annotator = Annotator::new(passages);
        let shown: String = text.chars().map(|letter| annotator.push(&letter.to_string())).collect();
        let Annotated { rest, cited, dropped } = annotator.finish();
        (shown + &rest, cited, dropped)
    }

    #[test]
    fn words_that_are_on_the_page_become_a_number() {
        let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent.")];
        let (text, cited, dropped) = annotate(&passages, "It meets often [1: \"The board meets every quarter\"].");
        assert_eq!((text.as_str(), dropped), ("It meets often [1].", 0));
        assert_eq!(cited[0].matched, QuoteMatch::Exact);
        assert_eq!(cited[0].quote.span.of(&passages[0].page_text).unwrap(), "The board meets every quarter");
    }

    #[test]
    fn invented_words_and_unknown_passages_are_dropped_and_counted() {
        let passages = [passage("The board meets every quarter.")];
        let (text, cited, dropped) =
            annotate(&passages, "Daily [1: \"The board meets every day\"] indeed [7: \"The board meets\"].");
        assert_eq!((text.as_str(), cited.len(), dropped), ("Daily  indeed .", 0, 2));
    }

    #[test]
    fn the_same_place_keeps_its_number() {
        let passages = [passage("The board meets every quarter.")];
        let mark = "[1: \"board meets every quarter\"]";
        let (text, cited, _) = annotate(&passages, &format!("Once {mark}, twice {mark}."));
        assert_eq!((text.as_str(), cited.len()), ("Once [1], twice [1].", 1));
    }

    #[test]
    fn a_mark_without_words_needs_a_statement_that_the_passage_supports() {
        let passages = [passage("Losses fell to 3.1 percent in 2030.\nThe weather is fine.")];
        let (text, cited, dropped) =
            annotate(&passages, "Losses fell to 3.1 percent [1]. Elephants dance at midnight [1].");
        assert_eq!(
            (text.as_str(), cited.len(), dropped),
            ("Losses fell to 3.1 percent [1]. Elephants dance at midnight .", 1, 1)
        );
    }

    #[test]
    fn other_brackets_are_text() {
        let passages = [passage("The board meets every quarter.")];
        let written = "As is [sic], by [2030], open [ and [never closed";
        let (text, cited, dropped) = annotate(&passages, written);
        assert_eq!((text.as_str(), cited.len(), dropped), (written, 0, 0));
    }

    #[test]
    fn what_no_database_stores_is_left_out() {
        assert_eq!(annotate(&[], "to\0day").0, "today");
    }
}
