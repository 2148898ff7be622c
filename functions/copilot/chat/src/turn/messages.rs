//! The messages of a turn, as they are stored.

use super::{
    context::{QuestionMessage, Turn},
    verify::VerifiedAnswer,
};
use sisuiq_chat_db::chat_messages::{AnswerFacts, ChatMessage};
use sisuiq_model::{MessageId, MessageRole};

/// The message of the question, unless it is stored already, and the message of the answer.
pub(super) fn messages(turn: &Turn, verified: &VerifiedAnswer) -> (Option<ChatMessage>, ChatMessage) {
    let context = turn.context();
    let message = |id: MessageId, role, content: &str, created_at| ChatMessage {
        id,
        role,
        content: content.to_owned(),
        sources: Vec::new(),
        abstained: false,
        degraded: false,
        created_at,
        answer: None,
    };
    let question = match context.message {
        QuestionMessage::New(id) => Some(message(id, MessageRole::User, &context.question.message, context.asked_at)),
        QuestionMessage::Stored { .. } => None,
    };
    let details = &verified.answer.details;
    let facts = AnswerFacts {
        question_id: context.message.id(),
        mode: context.question.mode,
        support: details.support,
        grounding: details.grounding,
        model: details.model.clone(),
        is_stopped: details.stopped,
    };
    let reply = ChatMessage {
        sources: details.sources.clone(),
        abstained: details.abstained,
        degraded: details.degraded,
        answer: Some(facts),
        ..message(context.answer_id, MessageRole::Assistant, &verified.draft.text, verified.answered_at)
    };
    (question, reply)
}
