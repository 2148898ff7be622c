//! Sentences that begin at the end of one page and end on the next. Each half is cited on its own page.

use crate::evidence::span_of;
use sisuiq_documents::Span;
use sisuiq_model::{DocumentId, Passage};
use std::collections::{HashMap, HashSet};

/// The half of a sentence on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Half {
    /// Index of a passage of the page that contains it.
    pub(crate) passage: usize,
    /// The position on the page.
    pub(crate) span: Span,
}

/// The first half of the sentence with which the page of a passage ends. `None` if the sentence ends on the page.
pub(crate) fn first_half(passage: &Passage) -> Option<Span> {
    let crossing = passage.crossing.as_ref()?;
    Some(Span { start: offset(crossing.half_start)?, end: offset(crossing.half_end)? })
}

/// The rest of the sentence with which the page of a passage ends. `None` if no passage contains it, also when the next page was
/// read again since and has another text there.
pub(crate) fn rest(passage: &Passage, passages: &[Passage]) -> Option<Half> {
    let crossing = passage.crossing.as_ref()?;
    let start = offset(crossing.rest_start)?;
    let span = Span { start, end: start + crossing.rest.chars().count() };
    let holds = |other: &Passage| {
        let whole = span_of(other);
        let is_next = (other.document_id, other.version, other.page)
            == (passage.document_id, passage.version, passage.page.saturating_add(1));
        is_next
            && whole.start <= span.start
            && span.end <= whole.end
            && span.of(&other.page_text) == Some(crossing.rest.as_str())
    };
    passages.iter().position(holds).map(|passage| Half { passage, span })
}

/// The sentences of retrieved pages that a page break divides.
#[derive(Debug, Default)]
pub(crate) struct Crossings<'a> {
    /// The rest of the sentence with which a page ends, by the index of each of its passages.
    rests: HashMap<usize, &'a str>,
    /// The positions of rests on their own pages.
    starts: HashSet<(DocumentId, i32, usize)>,
}

impl<'a> Crossings<'a> {
    pub(crate) fn of(passages: &'a [Passage]) -> Self {
        let mut found = Self::default();
        for (index, passage) in passages.iter().enumerate() {
            let Some(rest) = rest(passage, passages) else { continue };
            found.rests.extend(passage.crossing.as_ref().map(|crossing| (index, crossing.rest.as_str())));
            found.starts.insert((passage.document_id, passage.page.saturating_add(1), rest.span.start));
        }
        found
    }

    /// The sentence with which the page of a passage ends, if it goes on on the next one: the position of its half and the rest.
    pub(crate) fn at_end(&self, index: usize, passage: &Passage) -> Option<(Span, &'a str)> {
        Some((first_half(passage)?, self.rests.get(&index).copied()?))
    }

    /// Returns whether a position on a page is the start of the rest of a sentence. It is part of that sentence only.
    pub(crate) fn is_rest(&self, passage: &Passage, start: usize) -> bool {
        self.starts.contains(&(passage.document_id, passage.page, start))
    }
}

fn offset(place: i32) -> Option<usize> {
    usize::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Claim, Question, evidence::tests::passage, extractive::compose, gather, pages::Pages};
    use sisuiq_model::Crossing;

    const FIRST: &str = "The rules.\nEvery pump of Nakawa has to be emptied and refilled with\nPage 1";
    const SECOND: &str = "The rules.\nmineral oil after 17 years. The men wear gloves.\nPage 2";
    const REST: &str = "mineral oil after 17 years.";

    /// Two pages that share a sentence; `rest` is what the first page says about the second.
    fn both(rest: &str) -> [Passage; 2] {
        let crossing = Crossing { half_start: 11, half_end: 67, rest_start: 11, rest: rest.to_owned() };
        [Passage { crossing: Some(crossing), ..passage(1, 1, FIRST) }, passage(1, 2, SECOND)]
    }

    fn claims(question: &str, passages: &[Passage]) -> Vec<Claim> {
        let question = Question::new(question);
        let relevance = vec![0.01; passages.len()];
        let evidence = gather(&Pages::default(), &question, passages, &relevance, |_, _| None);
        compose(&question, &evidence, passages)
    }

    fn quoted(claim: &Claim, passages: &[Passage]) -> Vec<(i32, String)> {
        let text = |passage: &Passage, span: Span| span.of(&passage.page_text).unwrap().to_owned();
        let quote = |quote: &crate::Quote| (passages[quote.passage].page, text(&passages[quote.passage], quote.span));
        claim.quotes.iter().map(quote).collect()
    }

    #[test]
    fn divided_sentences_are_quoted_twice() {
        let passages = both(REST);
        for question in ["After how many years is every pump of Nakawa refilled?", "When is mineral oil refilled?"] {
            let claims = claims(question, &passages);
            let text = "Every pump of Nakawa has to be emptied and refilled with mineral oil after 17 years.";
            assert_eq!(claims[0].text, text, "{question}");
            let halves = [(1, &text[..56]), (2, REST)].map(|(page, half)| (page, half.to_owned()));
            assert_eq!(quoted(&claims[0], &passages), halves, "{question}");
            assert!(claims.iter().all(|claim| claim.text != REST), "{question}");
        }
    }

    #[test]
    fn changed_next_pages_are_not_quoted() {
        let passages = both("mineral oil after 18 years.");
        let claims = claims("After how many years is every pump of Nakawa refilled?", &passages);
        assert!(claims.iter().all(|claim| claim.quotes.len() == 1 && !claim.text.contains("18")), "{claims:?}");
    }

    #[test]
    fn pages_of_other_documents_are_not_next() {
        let [first, _] = both(REST);
        let passages = [first, passage(2, 2, SECOND)];
        assert_eq!(rest(&passages[0], &passages), None);
    }

    #[test]
    fn half_passages_are_enough() {
        let [first, second] = both(REST);
        let half = |passage: &Passage, start: i32, end: i32| Passage { start, end, ..passage.clone() };
        let passages = [half(&second, 11, 38), half(&first, 11, 67)];
        let claims = claims("After how many years is every pump of Nakawa refilled?", &passages);
        assert_eq!(quoted(&claims[0], &passages).len(), 2, "{claims:?}");
    }
}
