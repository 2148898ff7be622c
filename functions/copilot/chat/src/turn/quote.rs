//! Answers made of quotations, where no model writes.

use super::{context::RetrievedTurn, draft::Draft, event_stream::EventPublisher, search::Findings};
use sisuiq_answers::{
    Cited, Quote, inert,
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
    let mut draft = Draft::default();
    for piece in modes::quoted(turn.context.question.mode, &material(turn)) {
        let text = match piece {
            modes::Piece::Plain(text) => inert(&text),
            modes::Piece::Claim(claim, place) => {
                // each claim is a quotation, so it supports itself
                draft.grounding.judged += 1;
                draft.grounding.supported += 1;
                claim.markdown(place, &mark(&claim.quotes, &mut draft.cited))
            }
        };
        publisher.publish_text(&text);
        draft.text.push_str(&text);
    }
    draft
}

/// Cites quotations and returns their numbers. One that is cited already keeps its number.
fn mark(quotes: &[Quote], cited: &mut Vec<Cited>) -> String {
    let mut marks = String::new();
    for quote in quotes {
        let known = cited.iter().position(|cited| cited.quote == *quote);
        let place = known.unwrap_or_else(|| {
            cited.push(Cited { quote: *quote, matched: QuoteMatch::Exact });
            cited.len() - 1
        });
        marks.push_str(&[" [", &(place + 1).to_string(), "]"].concat());
    }
    marks
}
