//! What a reply says about a question.

use super::place::{Place, Question};
use serde_json::Value;
use std::collections::BTreeSet;
use world::{Person, Reply};

/// A reply, judged.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// Its first statement has the figure and no other, and a citation on the right page has it.
    Right,
    /// It declines.
    Declined,
    /// It declines, or is refused, because something was unavailable or busy, and says so.
    Excused,
    /// Anything else.
    Wrong(String),
}

impl Place {
    /// Judges a reply.
    pub(super) async fn judge(&self, person: &Person, question: &Question, reply: &Reply) -> Verdict {
        if reply.status == 503 && reply.fault().is_none() && !reply.header("retry-after").is_empty() {
            return Verdict::Excused;
        }
        if reply.status != 200 {
            return Verdict::Wrong(format!("{}: {}", reply.status, reply.body));
        }
        if reply["abstained"] == true {
            return if reply["degraded"] == true { Verdict::Excused } else { Verdict::Declined };
        }
        match self.fault(person, question, reply).await {
            None => Verdict::Right,
            Some(fault) => Verdict::Wrong(format!(
                "{fault}: {:?}, degraded: {}, cites {}",
                reply.text("answer"),
                reply["degraded"],
                reply["citations"]
            )),
        }
    }

    async fn fault(&self, person: &Person, question: &Question, reply: &Reply) -> Option<String> {
        let stated = figures(statement(reply));
        let expected = BTreeSet::from([question.fact.figure.clone()]);
        if stated != expected {
            return Some(format!("{stated:?} instead of {expected:?}"));
        }
        let citations = reply["citations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let id = self.documents[question.document].uploaded.id.to_string();
        let is_right = |citation: &&Value| {
            citation["document_id"] == *id
                && citation["page"] == question.page
                && figures(quote(citation)).contains(&question.fact.figure)
        };
        let Some(right) = citations.iter().find(is_right) else {
            return Some("no citation of the page has the figure".to_owned());
        };
        (!self.stands(person, question, right).await).then(|| "the quote does not stand on the page".to_owned())
    }

    /// Returns whether the quote stands on the page, as the older reader read it or as it is stored now.
    async fn stands(&self, person: &Person, question: &Question, citation: &Value) -> bool {
        let document = &self.documents[question.document];
        if stands_in(&document.earlier[question.page - 1], citation) {
            return true;
        }
        let page = person.get(&format!("/api/documents/{}/pages/{}", document.uploaded.id, question.page)).await;
        page.status == 200 && stands_in(page.text("text"), citation)
    }

    /// Checks a citation that was made before, and returns whether it is still valid. A valid one stands on its page, a stale
    /// one does not, and there are no others.
    pub(super) async fn check_citation(&self, person: &Person, citation: &Value) -> Result<bool, String> {
        let path = format!("/api/citations/{}", citation["id"].as_str().unwrap_or_default());
        let checked = person.get(&path).await;
        let page = format!(
            "/api/documents/{}/pages/{}",
            citation["document_id"].as_str().unwrap_or_default(),
            citation["page"]
        );
        let page = person.get(&page).await;
        if checked.status != 200 || page.status != 200 {
            return Err(format!("GET {path}: {}: {}; its page: {}", checked.status, checked.body, page.status));
        }
        let stands = stands_in(page.text("text"), citation);
        match (checked["label"].as_str(), stands) {
            (Some("valid"), true) => Ok(true),
            (Some("stale"), false) => Ok(false),
            (label, _) => Err(format!("a citation is {label:?} and its quote stands: {stands}: {}", checked.body)),
        }
    }
}

/// The first statement of an answer: others are about the page too, but do not answer the question.
pub(super) fn statement(reply: &Reply) -> &str {
    let answer = reply["answer"].as_str().unwrap_or_default();
    answer.split(" [").next().unwrap_or_default()
}

fn quote(citation: &Value) -> &str {
    citation["quote"].as_str().unwrap_or_default()
}

/// Returns whether the quote is the text at its offsets.
#[must_use]
pub fn stands_in(text: &str, citation: &Value) -> bool {
    let place = |name: &str| citation[name].as_u64().and_then(|place| usize::try_from(place).ok());
    let (Some(start), Some(end)) = (place("start"), place("end")) else { return false };
    let found: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    !found.is_empty() && found == quote(citation)
}

/// The figures in a text, without marks of citations such as `[1]`.
#[must_use]
pub fn figures(text: &str) -> BTreeSet<String> {
    let mut figures = BTreeSet::new();
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character: char| !character.is_ascii_digit()).unwrap_or(from.len());
        let (figure, after) = from.split_at(end);
        if !(before.ends_with('[') && after.starts_with(']')) {
            figures.insert(figure.to_owned());
        }
        rest = after;
    }
    figures
}
