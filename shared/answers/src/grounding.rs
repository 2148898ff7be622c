//! Decides whether the cited places support a statement.
//!
//! A statement is supported if the cited places contain all of its numbers and at least half of its content words, and
//! if both or neither are negated. Paraphrases may be rejected wrongly; that is the safe error.

use crate::{
    Figures, Quote,
    evidence::span_of,
    form_words::is_form_word,
    words::{numbers, words},
};
use sisuiq_documents::{Span, Unit, valid_units};
use sisuiq_model::Passage;
use std::{cell::OnceCell, collections::HashSet};

/// The least share of a statement's words that the cited places contain.
const LEAST_SHARE: f64 = 0.5;
/// The least share for a place that the model did not cite.
const LEAST_SHARE_UNCITED: f64 = 0.6;
/// A text with fewer content words and no number is not a statement.
const FEWEST_WORDS: usize = 2;
/// Negations.
const DENIALS: [&str; 10] = ["not", "no", "never", "none", "neither", "nor", "without", "cannot", "nobody", "nothing"];
/// Nouns for the documents themselves.
const MATERIAL: [&str; 7] = ["document", "passage", "context", "source", "information", "data", "material"];
/// Words for missing information in the documents.
const LACKING: [&str; 6] = ["missing", "lack", "unavailable", "unclear", "silent", "absent"];
/// Phrases of disclaimers.
const CAUTIONS: [&str; 4] = ["official text", "guidance only", "legal advice", "consult "];

/// The result for a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// The text states nothing that could be true or false.
    NoStatement,
    /// The text says that the documents lack something.
    Lacking,
    /// The cited places support it.
    Cited,
    /// The figures of the newest table support it.
    Figures,
    /// Neither supports it.
    Unsupported,
}

/// The sources that statements are compared with.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    passages: &'a [Passage],
    /// Numbers of the newest table.
    figures: HashSet<String>,
    /// Sentences and rows of the passages, computed on first use.
    places: OnceCell<Vec<Place>>,
}

/// A sentence or row of a passage.
#[derive(Debug)]
struct Place {
    passage: usize,
    span: Span,
    says: Statement,
}

/// Words, numbers and negation of a text.
#[derive(Debug, Default)]
struct Statement {
    words: HashSet<String>,
    numbers: HashSet<String>,
    denies: bool,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(passages: &'a [Passage], figures: Option<&Figures>) -> Self {
        let told = figures.map(|figures| {
            let told = figures.summary().into_iter().chain(figures.trend()).chain(figures.note());
            told.chain([figures.name().to_owned()]).collect::<Vec<_>>().join("\n")
        });
        Self { passages, figures: numbers(&told.unwrap_or_default()).collect(), places: OnceCell::new() }
    }

    /// Judges a statement by the cited places and the figures.
    pub(crate) fn judge(&self, text: &str, cited: &[Quote]) -> Verdict {
        let statement = Statement::of(text);
        // a table row states something only if it has figures
        let is_bare_row = text.trim_start().starts_with('|') && statement.numbers.is_empty();
        if lacks(text) {
            return Verdict::Lacking;
        }
        if !statement.states() || is_bare_row || speaks_of_itself(text) {
            return Verdict::NoStatement;
        }
        if !cited.is_empty() && statement.share_in(&self.said_at(cited)).is_some_and(|share| share >= LEAST_SHARE) {
            return Verdict::Cited;
        }
        let is_of_the_table = !statement.numbers.is_empty() && statement.numbers.is_subset(&self.figures);
        if is_of_the_table { Verdict::Figures } else { Verdict::Unsupported }
    }

    /// The share of a statement's words at a place, from 0 to 1.
    pub(crate) fn score(&self, text: &str, quote: Quote) -> f64 {
        Statement::of(text).share_in(&self.said_at(&[quote])).unwrap_or_default()
    }

    /// The place that best supports a statement without a citation, if its share is high enough.
    pub(crate) fn attribute(&self, text: &str) -> Option<Quote> {
        let statement = Statement::of(text);
        let mut best: Option<Quote> = None;
        for Place { passage, span, says } in self.places() {
            let score = statement.share_in(says).unwrap_or_default();
            if score >= LEAST_SHARE_UNCITED && best.is_none_or(|best| score > best.score) {
                best = Some(Quote { passage: *passage, span: *span, score });
            }
        }
        best
    }

    fn places(&self) -> &[Place] {
        self.places.get_or_init(|| {
            let of_passage = |(index, passage): (usize, &Passage)| {
                let whole = span_of(passage);
                let inside = move |unit: &Unit| unit.start >= whole.start && unit.end <= whole.end;
                let place = |unit: Unit| {
                    let says = Statement::of(unit.span().of(&passage.page_text).unwrap_or_default());
                    Place { passage: index, span: unit.span(), says }
                };
                valid_units(&passage.page_text).filter(inside).map(place).collect::<Vec<_>>()
            };
            self.passages.iter().enumerate().flat_map(of_passage).collect()
        })
    }

    /// The text at the quoted places, together with the previous sentence, the heading, the document's name and the
    /// page number.
    fn said_at(&self, quotes: &[Quote]) -> Statement {
        let mut said = Statement::default();
        for quote in quotes {
            let Some(passage) = self.passages.get(quote.passage) else { continue };
            let around = format!(
                "{}\n{}\npage {}",
                passage.heading.as_deref().unwrap_or_default(),
                passage.document_name,
                passage.page
            );
            said.take_in(Statement { denies: false, ..Statement::of(&around) });
            let units: Vec<Unit> = valid_units(&passage.page_text).collect();
            let first = units.iter().position(|unit| unit.end > quote.span.start).unwrap_or_default();
            if let Some(before) = first.checked_sub(1).and_then(|before| units.get(before)) {
                let before = Statement::of(before.span().of(&passage.page_text).unwrap_or_default());
                said.take_in(Statement { denies: false, ..before });
            }
            for unit in units.iter().skip(first).take_while(|unit| unit.start < quote.span.end) {
                said.take_in(Statement::of(unit.span().of(&passage.page_text).unwrap_or_default()));
            }
        }
        said
    }
}

impl Statement {
    fn of(text: &str) -> Self {
        let text = without_list_mark(text);
        let meant = words(text).filter(|word| !is_form_word(&word.surface.to_lowercase()));
        Self { words: meant.map(|word| word.stem).collect(), numbers: numbers(text).collect(), denies: denies(text) }
    }

    /// Returns whether the text makes a statement: it has enough content words, or a number and another word.
    fn states(&self) -> bool {
        self.words.len() >= FEWEST_WORDS || !self.numbers.is_empty() && self.words.len() > self.numbers.len()
    }

    /// The share of its words that `other` contains. `None` if `other` lacks one of its numbers or only one of the two
    /// is negated.
    fn share_in(&self, other: &Self) -> Option<f64> {
        if self.words.is_empty() || !self.numbers.is_subset(&other.numbers) || self.denies != other.denies {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of words in a sentence")]
        let share = self.words.intersection(&other.words).count() as f64 / self.words.len() as f64;
        Some(share)
    }

    fn take_in(&mut self, other: Self) {
        self.words.extend(other.words);
        self.numbers.extend(other.numbers);
        self.denies |= other.denies;
    }
}

/// The text without a list marker.
fn without_list_mark(text: &str) -> &str {
    let text = text.trim_start().trim_start_matches(['-', '*', '\u{2022}', '|', ' ']);
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(item) if rest.len() < text.len() && item.starts_with(' ') => item,
        _ => text,
    }
}

fn denies(text: &str) -> bool {
    words(text).any(|word| {
        let lower = word.surface.to_lowercase();
        DENIALS.contains(&lower.as_str()) || lower.ends_with("n't") || lower.ends_with("n\u{2019}t")
    })
}

/// Returns whether a text is a question, a heading, an introduction or a disclaimer.
fn speaks_of_itself(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    is_form(&lower) || CAUTIONS.iter().any(|words| lower.contains(words))
}

/// Returns whether a text remarks that the documents lack something.
fn lacks(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    !is_form(&lower) && names(&MATERIAL) && (denies(&lower) || names(&LACKING))
}

/// Returns whether a text in lower case is a question, a heading or an introduction.
fn is_form(lower: &str) -> bool {
    lower.ends_with(['?', ':']) || lower.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::tests::passage;
    use serde_json::json;

    const PAGE: &str = "The board meets every quarter. Transmission losses fell to 3.1 percent in 2030, from 3.4 percent in 2029. \
                        The licence may not be transferred to another company.";

    fn verdict(text: &str, quoted: &str) -> Verdict {
        let passages = [passage(1, 4, PAGE)];
        let start = PAGE.find(quoted).unwrap();
        let span = Span { start, end: start + quoted.len() };
        Judge::new(&passages, None).judge(text, &[Quote { passage: 0, span, score: 1.0 }])
    }

    #[test]
    fn what_the_quoted_sentence_says_is_supported() {
        assert_eq!(verdict("Losses in transmission fell to 3.1 percent by 2030", "fell to 3.1"), Verdict::Cited);
        assert_eq!(verdict("1. The board meets every quarter (notice.pdf, page 4)", "The board"), Verdict::Cited);
        assert_eq!(verdict("The licence may not be transferred", "The licence"), Verdict::Cited);
    }

    #[test]
    fn another_number_a_denial_or_other_words_are_not() {
        for (text, quoted) in [
            ("Transmission losses fell to 3.2 percent in 2030", "Transmission losses"),
            ("The licence may be transferred to another company", "The licence"),
            ("The board does not meet every quarter", "The board"),
            ("Directors gather four times annually", "The board"),
            ("Transmission losses fell to 3.1 percent in 2030", "The licence may"),
        ] {
            assert_eq!(verdict(text, quoted), Verdict::Unsupported, "{text}");
        }
    }

    #[test]
    fn form_and_questions_state_nothing() {
        for text in [
            "### Recommended actions of the board",
            "The plan names three measures:",
            "Which board meets every quarter?",
            "Thank you",
            "This is guidance only: consult the official text",
        ] {
            assert_eq!(verdict(text, "The board"), Verdict::NoStatement, "{text}");
        }
    }

    #[test]
    fn remarks_on_gaps_are_told_apart() {
        for text in ["The documents do not say when the board meets", "This information is missing from the passages"] {
            assert_eq!(verdict(text, "The board"), Verdict::Lacking, "{text}");
        }
        assert_eq!(verdict("The documents do not say:", "The board"), Verdict::NoStatement);
    }

    #[test]
    fn a_statement_without_a_citation_finds_the_place_that_says_it() {
        let passages = [passage(1, 3, "Nothing of the kind stands here."), passage(1, 4, PAGE)];
        let judge = Judge::new(&passages, None);
        let found = judge.attribute("Transmission losses fell to 3.1 percent").unwrap();
        let text = found.span.of(&passages[found.passage].page_text).unwrap();
        assert!(text.starts_with("Transmission losses fell") && found.score > 0.99, "{text}");
        assert!(judge.attribute("Transmission losses rose to 9 percent").is_none());
    }

    #[test]
    fn struck_out_text_supports_nothing() {
        let page =
            "The licensee shall answer within twelve days.\n[struck out] The fee is 40 dollars.\nIt keeps a record.";
        let (passages, end) = ([passage(1, 4, page)], page.chars().count());
        let judge = Judge::new(&passages, None);
        assert!(judge.attribute("The fee is 40 dollars").is_none());
        let quote = |start| [Quote { passage: 0, span: Span { start, end }, score: 1.0 }];
        for start in [0, page.find("[struck").unwrap(), page.find("It keeps").unwrap()] {
            assert_eq!(judge.judge("The fee is 40 dollars", &quote(start)), Verdict::Unsupported);
        }
        let after = quote(page.find("It keeps").unwrap());
        assert_eq!(judge.judge("The licensee keeps a record of answers", &after), Verdict::Cited);
    }

    #[test]
    fn figures_of_the_table_need_no_citation() {
        let figures = Figures::new("outages", &json!({ "saidi": 6.2, "total_events": 1674 }));
        let judge = Judge::new(&[], Some(&figures));
        assert_eq!(judge.judge("Customers were without power for 6.2 hours", &[]), Verdict::Figures);
        assert_eq!(judge.judge("Customers were without power for 7.2 hours", &[]), Verdict::Unsupported);
    }
}
