//! Generates the text of an answer and publishes it on the way: declined, quoted, or written by a model.

use super::{
    cached,
    context::{RetrievedTurn, Turn, milliseconds},
    dataset, decline,
    draft::Draft,
    event_stream::EventPublisher,
    failure::Failure,
    model_call, quote,
};
use crate::State;
use sisuiq_answers::{Prompt, inert, modes};
use sisuiq_chat_db::chat_messages::ChatMessage;
use sisuiq_llm::{Message, Role};
use sisuiq_model::MessageRole;
use std::time::Instant;

/// Generates the draft of an answer.
pub(super) async fn generate(state: &State, turn: &Turn, publisher: &EventPublisher) -> Result<Draft, Failure> {
    let began = Instant::now();
    let draft = match turn {
        Turn::Cached(turn) => cached::draft(turn, publisher),
        Turn::Retrieved(turn) => write(state, turn, publisher).await?,
        Turn::Dataset(turn) => dataset::draft(state, turn, publisher).await?,
    };
    Ok(Draft { elapsed_ms: milliseconds(began), ..draft })
}

/// A model decides whether the passages hold the answer. Without one, the parts of the passages do.
async fn write(state: &State, turn: &RetrievedTurn, publisher: &EventPublisher) -> Result<Draft, Failure> {
    let mode = turn.context.question.mode;
    let choices = state.models.route(mode.as_str());
    let passages = &turn.search.findings.passages;
    let figures = turn.analytics.figures.as_ref();
    if choices.is_empty() || (passages.is_empty() && figures.is_none()) {
        publisher.publish("start", &turn.started());
        return Ok(without_model(turn, publisher));
    }
    let history = history(&turn.context.history);
    let prompt = Prompt { mode, question: &turn.context.question.message, passages, figures, history: &history };
    match model_call::draft(state, turn, publisher, &choices, &prompt).await? {
        Some(draft) => Ok(draft),
        None => Ok(Draft { degraded: true, ..without_model(turn, publisher) }),
    }
}

/// Publishes quotations, or what is missing.
fn without_model(turn: &RetrievedTurn, publisher: &EventPublisher) -> Draft {
    let Some(missing) = modes::declines(turn.context.question.mode, &quote::material(turn)) else {
        return quote::draft(turn, publisher);
    };
    let text = inert(&decline::text(turn, missing));
    publisher.publish_text(&text);
    Draft { text, abstained: true, ..Draft::default() }
}

fn history(messages: &[ChatMessage]) -> Vec<Message> {
    let role = |role| if role == MessageRole::User { Role::User } else { Role::Assistant };
    messages.iter().map(|message| Message { role: role(message.role), content: message.content.clone() }).collect()
}
