//! What a model is told: who it is, the rules of citing, the passages, the conversation, the question.

use sisuiq_db::document_chunks::Passage;
use sisuiq_llm::{Message, Request, Role};

/// Who the model is and how it cites.
const RULES: &str = include_str!("../prompts/strategy_qa.txt");
/// The most passages that a prompt holds.
const MOST_PASSAGES: usize = 10;
/// About 600 tokens: how much of its page a passage is shown with, in Unicode scalar values.
const PASSAGE_LENGTH: usize = 2_400;
const MAX_TOKENS: u32 = 2_000;
const TEMPERATURE: f64 = 0.3;

/// The request for one answer from the passages that are [`prompted`]; `history` is oldest first.
#[must_use]
pub fn prompt(question: &str, passages: &[Passage], history: &[Message]) -> Request {
    let mut messages = vec![system(RULES.to_owned()), system(context(passages))];
    messages.extend_from_slice(history);
    messages.push(Message { role: Role::User, content: question.to_owned() });
    Request { messages, max_tokens: MAX_TOKENS, temperature: TEMPERATURE }
}

/// The passages that a prompt holds: only they can be cited.
#[must_use]
pub fn prompted(passages: &[Passage]) -> &[Passage] {
    passages.get(..MOST_PASSAGES).unwrap_or(passages)
}

fn system(content: String) -> Message {
    Message { role: Role::System, content }
}

fn context(passages: &[Passage]) -> String {
    if passages.is_empty() {
        return "=== DOCUMENT CONTEXT ===\n(no passage was found)\n".to_owned();
    }
    let numbered = prompted(passages).iter().zip(1..).map(|(passage, number)| {
        format!("\n[{number}] {}, page {}\n<<<\n{}\n>>>\n", passage.document_name, passage.page, excerpt(passage))
    });
    std::iter::once("=== DOCUMENT CONTEXT ===\n".to_owned()).chain(numbered).collect()
}

/// The passage with as much of its page around it as fits.
fn excerpt(passage: &Passage) -> String {
    let (start, end) = (usize::try_from(passage.start).unwrap_or(0), usize::try_from(passage.end).unwrap_or(0));
    let room = PASSAGE_LENGTH.saturating_sub(end.saturating_sub(start)) / 2;
    let from = start.saturating_sub(room);
    passage.page_text.chars().skip(from).take(end.saturating_sub(from) + room).collect()
}
