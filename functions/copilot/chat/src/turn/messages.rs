//! The messages of a turn, as they are stored.

use super::{
    context::{QuestionMessage, Turn},
    failure::Failure,
    verify::VerifiedAnswer,
};
use serde_json::to_value;
use sisuiq_chat_db::chat_messages::{AnswerFacts, ChatMessage};
use sisuiq_model::{MessageId, MessageRole};

/// The message of the question, unless it is stored already, and the message of the answer.
pub(super) fn messages(turn: &Turn, verified: &VerifiedAnswer) -> Result<(Option<ChatMessage>, ChatMessage), Failure> {
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
        tool_calls: None,
        analysis: None,
    };
    let question = match context.message {
        QuestionMessage::New(id) => Some(message(id, MessageRole::User, &context.question.message, context.asked_at)),
        QuestionMessage::Stored { .. } => None,
    };
    let details = &verified.answer.details;
    let analysis = verified.answer.about.as_ref().map(|about| &about.analysis);
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
        tool_calls: analysis.map(|analysis| to_value(&analysis.tool_calls)).transpose().map_err(Failure::Unwritable)?,
        analysis: analysis.map(to_value).transpose().map_err(Failure::Unwritable)?,
        ..message(context.answer_id, MessageRole::Assistant, &verified.draft.text, verified.answered_at)
    };
    Ok((question, reply))
}
