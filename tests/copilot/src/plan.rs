//! A plan that everybody may read, and questions about it.
#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test whose plan cannot be read fails")]

use crate::COPILOT;
use sisuiq_testing::pdf::PdfBuilder;
use world::{Document, Person, Reply, World};

/// A question that the plan answers.
pub const QUESTION: &str = "What is the vision of the Kivu Grid Company?";
/// A question that the plan does not answer.
pub const UNKNOWN: &str = "What is the capital of Mongolia?";

/// A text whose first letters take several bytes each, so that byte and character offsets differ.
pub const PLAN: &str = "\u{c9}lectricit\u{e9} pour tous, \u{e0} c\u{f4}t\u{e9} de vous.\n\
    The vision of the Kivu Grid Company is to be a reliable transmission company for every region.\n\
    The mission of the company is to buy and transmit electricity at low cost.";

/// The plan as a PDF.
#[must_use]
pub fn plan() -> Vec<u8> {
    PdfBuilder::of_texts(&[PLAN]).build()
}

/// A world in which everybody may read the plan.
pub async fn world_with_plan(settings: &[(&str, &str)]) -> (World, Person, Document) {
    let world = World::with(COPILOT, settings).await;
    let plan = world.admin().await.uploads("plan.pdf", &plan()).await;
    let alice = world.user("alice").await;
    (world, alice, plan)
}

/// Checks that each citation's quote is the text of the stored page at its offsets, and returns the quotes.
pub async fn checked_quotes(person: &Person, citations: &serde_json::Value) -> Vec<String> {
    let mut quotes = Vec::new();
    for citation in citations.as_array().unwrap() {
        let path = format!("/api/documents/{}/pages/{}", citation["document_id"].as_str().unwrap(), citation["page"]);
        let page: Reply = person.get(&path).await.is(200);
        let place = |name: &str| usize::try_from(citation[name].as_u64().unwrap()).unwrap();
        let (start, end) = (place("start"), place("end"));
        let stands: String = page.text("text").chars().skip(start).take(end - start).collect();
        assert_eq!(citation["quote"], stands);
        assert!(!stands.trim().is_empty() && ["exact", "normalized"].contains(&citation["match"].as_str().unwrap()));
        quotes.push(stands);
    }
    quotes
}
