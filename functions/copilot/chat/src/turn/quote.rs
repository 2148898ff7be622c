//! Answers made of quotations, where no model writes.

use super::{
    context::RetrievedTurn,
    draft::{Draft, in_form},
    event_stream::EventPublisher,
    search::Findings,
};
use sisuiq_answers::{
    Cited, Claim, inert,
    modes::{self, Material},
};
use sisuiq_model::QuoteMatch;

/// The retrieved material of a turn.
pub(super) fn material(turn: &RetrievedTurn) -> Material<'_> {
    let Findings { question, evidence, passages, support, calculation, .. } = &turn.search.findings;
    let (computed, figures) = (calculation.computed(), turn.analytics.figures.as_ref());
    Material { question, passages, evidence, support, computed, figures }
}

/// Publishes quoted statements in the form of the mode, each in one piece.
pub(super) fn draft(turn: &RetrievedTurn, publisher: &EventPublisher) -> Draft {
    let mode = turn.context.question.mode;
    let mut draft = Draft::default();
    for piece in modes::quoted(mode, &material(turn)) {
        let text = match piece {
            modes::Piece::Plain(text) => inert(&text),
            modes::Piece::Claim(claim) => {
                // each claim is a quotation, so it supports itself
                draft.grounding.judged += 1;
                draft.grounding.supported += 1;
                mark(&claim, &mut draft.cited)
            }
        };
        let text = in_form(mode, &text);
        publisher.publish_text(&text);
        draft.text.push_str(&text);
    }
    draft
}

/// The statement, followed by the numbers of its citations.
fn mark(claim: &Claim, cited: &mut Vec<Cited>) -> String {
    let mut text = inert(&claim.text);
    for quote in &claim.quotes {
        cited.push(Cited { quote: *quote, matched: QuoteMatch::Exact });
        text.push_str(&[" [", &cited.len().to_string(), "]"].concat());
    }
    text
}
