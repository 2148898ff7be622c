//! The outcome of a question.

use super::{
    dataset::{Case, Expected},
    ranking::{Order, Ranking, ratio},
};
use serde_json::Value;
use sisuiq_provenance::{Citation, Record};
use std::time::Duration;

/// The evaluated answer to a question.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The question.
    pub case: Case,
    /// The text of the answer.
    pub answer: String,
    /// The product declined to answer.
    pub abstained: bool,
    /// The answer only quotes related passages, because none answers the question literally.
    pub is_near: bool,
    /// The ranking of the expected pages in each order of [`Order::ALL`].
    pub rankings: [Ranking; 4],
    /// Number of citations.
    pub citations: usize,
    /// Number of citations whose quote is at its offsets in the stored page.
    pub on_page: usize,
    /// Number of citations on an expected page.
    pub on_expected_page: usize,
    /// The share of the expected quotes that are cited.
    pub cited: f64,
    /// The product's confidence that the best passage answers the question.
    pub confidence: Option<f64>,
    /// The share of statements with a supporting citation; None without statements.
    pub grounding: Option<f64>,
    /// The answer contains the required text.
    pub is_right: bool,
    /// The score from keywords, sources, required text and form, from 0 to 1.
    pub score: f64,
    /// The latency.
    pub latency: Duration,
}

/// The minimum score to pass.
pub(super) const PASSES: f64 = 0.6;

impl Outcome {
    /// Compares an answer with the expectations. `pages` has the stored texts of the cited pages in the order of the citations.
    #[must_use]
    pub fn of(case: &Case, answer: &Value, record: &Record, pages: &[String], latency: Duration) -> Self {
        let text = answer["answer"].as_str().unwrap_or_default().to_owned();
        let citations = &record.output.citations;
        let stands = |(citation, page): &(&Citation, &String)| {
            let place = |offset: i32| usize::try_from(offset).unwrap_or_default();
            let (start, end) = (place(citation.start), place(citation.end));
            let found: String = page.chars().skip(start).take(end.saturating_sub(start)).collect();
            !found.trim().is_empty() && found == citation.quote
        };
        let name = |citation: &Citation| {
            let chunk = record.retrieval.chunks.iter().find(|chunk| chunk.document_id == citation.document_id);
            chunk.map(|chunk| chunk.document_name.clone()).unwrap_or_default()
        };
        let is_on =
            |citation: &Citation, page: &Expected| citation.page == page.page && name(citation) == page.document;
        let cites = |expected: &Expected| {
            let quotes =
                |citation: &Citation, page| is_on(citation, page) && shares_words(&citation.quote, &page.quote);
            citations.iter().any(|citation| expected.places().any(|page| quotes(citation, page)))
        };
        let contains = case.expected_answer_contains.as_deref();
        Self {
            abstained: answer["abstained"].as_bool().unwrap_or_default(),
            is_near: answer["support"] == "near",
            rankings: Order::ALL.map(|order| Ranking::of(order, record, &case.evidence)),
            citations: citations.len(),
            on_page: citations.iter().zip(pages).filter(stands).count(),
            on_expected_page: citations
                .iter()
                .filter(|citation| case.evidence.iter().flat_map(Expected::places).any(|page| is_on(citation, page)))
                .count(),
            cited: ratio(case.evidence.iter().filter(|page| cites(page)).count(), case.evidence.len()),
            confidence: record.retrieval.confidence,
            grounding: record.output.grounding,
            is_right: contains.is_none_or(|words| holds(&text, words)),
            score: score(case, &text, answer),
            latency,
            case: case.clone(),
            answer: text,
        }
    }
}

/// The score: keywords 30 %, sources 20 %, required text 30 %, form 20 %. Missing expectations count as met.
fn score(case: &Case, text: &str, answer: &Value) -> f64 {
    let keywords = case.expected_keywords.iter().filter(|word| holds(text, word)).count();
    let cited = answer["sources"].to_string().to_lowercase();
    let sources = case.expected_sources.iter().filter(|source| cited.contains(source.as_str())).count();
    let required = case.expected_answer_contains.as_deref().is_none_or(|words| holds(text, words));
    let form = form(case, text, answer["abstained"].as_bool().unwrap_or_default());
    let keywords = 0.3 * ratio(keywords, case.expected_keywords.len());
    let sources = 0.2 * ratio(sources, case.expected_sources.len());
    keywords + sources + if required { 0.3 } else { 0.0 } + 0.2 * form
}

/// The score of the form: 1 minus penalties for a short answer, an echo of the question, a wrong refusal, and less than two
/// sentences.
fn form(case: &Case, text: &str, abstained: bool) -> f64 {
    let is_echo = text.trim().eq_ignore_ascii_case(case.query.trim());
    let sentences = text.split(['.', '!', '?', '\n']).filter(|part| part.trim().len() > 20).count();
    let faults = [
        (text.chars().count() < 50, 0.3),
        (is_echo, 0.2),
        (abstained && case.is_answerable(), 0.2),
        (sentences < 2, 0.2),
    ];
    1.0 - faults.iter().filter(|(is_so, _)| *is_so).map(|(_, less)| less).sum::<f64>()
}

/// Returns whether a text contains these words, ignoring case and white space.
fn holds(text: &str, words: &str) -> bool {
    plain(text).contains(&plain(words))
}

/// Returns whether one of two quotes is part of the other, ignoring case and white space.
fn shares_words(left: &str, right: &str) -> bool {
    let (left, right) = (plain(left), plain(right));
    left.contains(&right) || right.contains(&left)
}

fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matching_ignores_case_and_white_space() {
        assert!(holds("A grid that\nNever  holds", "never holds"));
        assert!(shares_words("It is paid.", "it is paid. And more"));
        assert!(!shares_words("It is paid.", "It was paid."));
    }
}
