//! Generates the text of an answer and publishes it on the way: declined, quoted, or written by a model.

use super::{
    cached,
    context::{RetrievedTurn, Turn, milliseconds},
    decline,
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
    };
    Ok(Draft { elapsed_ms: milliseconds(began), ..draft })
}

async fn write(state: &State, turn: &RetrievedTurn, publisher: &EventPublisher) -> Result<Draft, Failure> {
    let mode = turn.context.question.mode;
    if let Some(missing) = modes::declines(mode, &quote::material(turn)) {
        publisher.publish("start", &turn.started());
        let text = inert(&decline::text(turn, missing));
        publisher.publish_text(&text);
        return Ok(Draft { text, abstained: true, ..Draft::default() });
    }
    let choices = state.models.route(mode.as_str());
    if choices.is_empty() {
        publisher.publish("start", &turn.started());
        return Ok(quote::draft(turn, publisher));
    }
    let history = history(&turn.context.history);
    let prompt = Prompt {
        mode,
        question: &turn.context.question.message,
        passages: &turn.search.findings.passages,
        figures: turn.analytics.figures.as_ref(),
        history: &history,
    };
    match model_call::draft(state, turn, publisher, &choices, &prompt).await? {
        Some(draft) => Ok(draft),
        None => Ok(Draft { degraded: true, ..quote::draft(turn, publisher) }),
    }
}

fn history(messages: &[ChatMessage]) -> Vec<Message> {
    let role = |role| if role == MessageRole::User { Role::User } else { Role::Assistant };
    messages.iter().map(|message| Message { role: role(message.role), content: message.content.clone() }).collect()
}
