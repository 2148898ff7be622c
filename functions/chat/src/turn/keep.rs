//! Stores a turn: both messages and the checked citations, or nothing.

use super::{Failure, Turn, write::Draft};
use crate::State;
use sisuiq_answers::Cited;
use sisuiq_db::{
    CitationId, MessageId, MessageRole,
    chat_messages::ChatMessage,
    chat_turns::{self, ChatTurn},
    citations::Citation,
};

/// Stores the turn in one statement and returns its citations. A citation whose words are not on its stored page is not
/// stored and not returned.
pub(super) async fn keep(state: &State, turn: &Turn, draft: &Draft) -> Result<Vec<Citation>, Failure> {
    let checked = draft.cited.iter().zip(1..).filter_map(|(cited, number)| check(state, turn, cited, number));
    let kept: Vec<Citation> = checked.collect();
    let (question, answer) = messages(state, turn, draft);
    let stored = ChatTurn {
        session: &turn.session,
        is_new_session: turn.is_new_session,
        owner: turn.owner,
        question: &question,
        answer: &answer,
        citations: &kept,
    };
    chat_turns::insert(&state.database.connection().await?, stored).await?;
    Ok(kept)
}

fn check(state: &State, turn: &Turn, cited: &Cited, ordinal: i32) -> Option<Citation> {
    let passage = turn.weighed.passages.get(cited.quote.passage)?;
    let quote = cited.quote.span.of(&passage.page_text).filter(|quote| !quote.trim().is_empty())?;
    Some(Citation {
        id: CitationId(state.clock.uuid_v7()),
        ordinal,
        document_id: passage.document_id,
        version: passage.version,
        document_name: passage.document_name.clone(),
        document_sha256: passage.document_sha256.clone(),
        page: passage.page,
        chunk_id: passage.id,
        quote: quote.to_owned(),
        start_offset: i32::try_from(cited.quote.span.start).ok()?,
        end_offset: i32::try_from(cited.quote.span.end).ok()?,
        matched: cited.matched,
        score: cited.quote.score,
    })
}

fn messages(state: &State, turn: &Turn, draft: &Draft) -> (ChatMessage, ChatMessage) {
    let question = ChatMessage {
        id: MessageId(state.clock.uuid_v7()),
        role: MessageRole::User,
        content: turn.question.message.clone(),
        sources: Vec::new(),
        abstained: false,
        degraded: false,
        created_at: turn.asked_at,
    };
    let answer = ChatMessage {
        id: MessageId(state.clock.uuid_v7()),
        role: MessageRole::Assistant,
        content: draft.text.clone(),
        sources: super::source::unique(
            draft
                .cited
                .iter()
                .filter_map(|cited| turn.weighed.passages.get(cited.quote.passage))
                .map(super::source::name),
        ),
        abstained: draft.abstained,
        degraded: draft.degraded || turn.degraded,
        created_at: state.clock.now(),
    };
    (question, answer)
}
