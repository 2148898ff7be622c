//! Sentences and lists that begin at the end of one page and end on the next. Each half is cited on its own page.

use crate::evidence::span_of;
use sisuiq_documents::{Span, join_halves, starts_item};
use sisuiq_model::{DocumentId, Passage};
use std::collections::HashMap;

/// The most pages over which a sentence goes on.
const MOST_PAGES: usize = 4;

/// The half of a sentence on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Half {
    /// Index of a passage of the page that contains it.
    pub(crate) passage: usize,
    /// The position on the page.
    pub(crate) span: Span,
}

/// The rest of what a page ends with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rest {
    /// The position of the first half on the page.
    pub(crate) half: Span,
    /// The rest, from one page or several.
    pub(crate) text: String,
    /// True for the other items of a list. They belong to its introduction, but not to the item with which the page ends.
    pub(crate) is_list: bool,
}

impl Rest {
    /// Returns whether the rest belongs to a part with this position.
    pub(crate) const fn goes_on(&self, span: Span) -> bool {
        span.end == self.half.end && (!self.is_list || span.start < self.half.start)
    }

    /// Both halves in one piece.
    pub(crate) fn join(&self, half: &str) -> String {
        join(half, &self.text, self.is_list)
    }
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

/// The rests of what the page of a passage ends with on this and the following pages, and whether no page is missing.
fn rests(passage: &Passage, passages: &[Passage]) -> (Vec<Half>, bool) {
    let mut found = Vec::new();
    let mut last = passage;
    while found.len() < MOST_PAGES {
        let Some(half) = rest(last, passages) else { return (found, false) };
        found.push(half);
        let Some(next) = passages.get(half.passage) else { return (found, false) };
        if first_half(next).is_none_or(|first| first.end != half.span.end) {
            return (found, true);
        }
        last = next;
    }
    (found, false)
}

/// The rest of what the page of a passage ends with, as far as its pages are among the passages.
fn whole_rest(passage: &Passage, passages: &[Passage]) -> Option<Rest> {
    let half = first_half(passage)?;
    let (rests, _) = rests(passage, passages);
    let text = |half: &Half| half.span.of(&passages.get(half.passage)?.page_text);
    let texts: Vec<&str> = rests.iter().filter_map(text).collect();
    let (first, others) = texts.split_first()?;
    let is_list = starts_item(first);
    let text = others.iter().fold((*first).to_owned(), |whole, next| join(&whole, next, is_list));
    Some(Rest { half, text, is_list })
}

fn join(half: &str, rest: &str, is_list: bool) -> String {
    if is_list { [half, "\n", rest].concat() } else { join_halves(half, rest) }
}

/// The places of the rest of a part of a page.
pub(crate) fn rests_of(span: Span, passage: &Passage, passages: &[Passage]) -> Vec<Half> {
    let goes_on = whole_rest(passage, passages).is_some_and(|rest| rest.goes_on(span));
    if goes_on { rests(passage, passages).0 } else { Vec::new() }
}

/// Returns whether a part goes on on a page that is not among the passages.
pub(crate) fn lacks_rest(span: Span, passage: &Passage, passages: &[Passage]) -> bool {
    let Some((half, crossing)) = first_half(passage).zip(passage.crossing.as_ref()) else { return false };
    let rest = Rest { half, text: String::new(), is_list: starts_item(&crossing.rest) };
    rest.goes_on(span) && !rests(passage, passages).1
}

/// What page breaks divide on retrieved pages.
#[derive(Debug, Default)]
pub(crate) struct Crossings {
    /// The rest of what a page ends with, by the index of each of its passages.
    rests: HashMap<usize, Rest>,
    /// The positions of the rests of sentences on their own pages.
    starts: Vec<(DocumentId, i32, usize)>,
}

impl Crossings {
    pub(crate) fn of(passages: &[Passage]) -> Self {
        let mut found = Self::default();
        for (index, passage) in passages.iter().enumerate() {
            let Some((whole, half)) = whole_rest(passage, passages).zip(rest(passage, passages)) else { continue };
            if !whole.is_list {
                found.starts.push((passage.document_id, passage.page.saturating_add(1), half.span.start));
            }
            found.rests.insert(index, whole);
        }
        found
    }

    /// The rest of what the page of a passage ends with, if it goes on on the next one.
    pub(crate) fn at_end(&self, index: usize) -> Option<&Rest> {
        self.rests.get(&index)
    }

    /// Returns whether a part of a page contains the start of the rest of a sentence. It is part of that sentence only.
    pub(crate) fn is_rest(&self, passage: &Passage, span: Span) -> bool {
        let is_in = |(document, page, start): &(DocumentId, i32, usize)| {
            (*document, *page) == (passage.document_id, passage.page) && (span.start..span.end).contains(start)
        };
        self.starts.iter().any(is_in)
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

    /// Pages that end with a half, each with the place and text of the rest on the next page.
    fn chain(texts: &[(&str, &str, &str)]) -> Vec<Passage> {
        let place = |text: &str, part: &str| i32::try_from(text[..text.find(part).unwrap()].chars().count()).unwrap();
        let length = |text: &str| i32::try_from(text.chars().count()).unwrap();
        let page = |(number, (text, half, rest)): (i32, &(&str, &str, &str))| {
            let next = usize::try_from(number).ok().and_then(|next| texts.get(next));
            let crossing = next.filter(|_| !rest.is_empty()).map(|(next, ..)| Crossing {
                half_start: place(text, half),
                half_end: place(text, half) + length(half),
                rest_start: place(next, rest),
                rest: (*rest).to_owned(),
            });
            Passage { crossing, ..passage(1, number, text) }
        };
        (1..).zip(texts).map(page).collect()
    }

    #[test]
    fn sentences_over_three_pages_are_whole() {
        let (first, second) = ("The crew of the tug has to scrape the", "hull, the deck, the mast and the");
        let third = "keel of the tug for 70 crowns.";
        let passages = chain(&[(first, first, second), (second, second, third), (third, "", "")]);
        let question = "For how many crowns has the crew of the tug to scrape the hull?";
        let found = claims(question, &passages);
        assert_eq!(found[0].text, [first, second, third].join(" "));
        assert_eq!(quoted(&found[0], &passages).len(), 3);
        let [first, second, _] = passages.try_into().unwrap();
        let found = claims(question, &[first, second]);
        assert!(found[0].text.ends_with(crate::unfinished::NOTE), "{found:?}");
    }

    #[test]
    fn lists_are_quoted_with_the_items_of_the_next_page() {
        let list = "The pilot of the tug shall:\n(a) look out;\n(b) steer;";
        let rest = "(c) ring the bell; and\n(d) wake the crew.";
        let next = format!("{rest}\nTea is free.");
        let passages = chain(&[(list, "(b) steer;", rest), (&next, "", "")]);
        let found = claims("What shall the pilot of the tug do?", &passages);
        assert_eq!(found[0].text, [list, rest].join("\n"));
        assert_eq!(quoted(&found[0], &passages), [(1, list.to_owned()), (2, rest.to_owned())]);
        let question = Question::new("When does the pilot ring the bell?");
        let evidence = gather(&Pages::default(), &question, &passages, &[0.01; 2], |_, _| None);
        let texts: Vec<&str> = evidence.iter().map(|part| part.text.as_str()).collect();
        assert!(texts.iter().any(|text| text.starts_with("(c) ring the bell; and")), "{texts:?}");
        assert!(texts.contains(&"(b) steer;"), "{texts:?}");
    }
}
