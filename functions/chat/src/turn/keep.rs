//! Stores a turn: both messages and the checked citations, or nothing.

use super::{Failure, Turn, write::Draft};
use crate::{Answer, State};
use axum::http::StatusCode;
use sisuiq_answers::Cited;
use sisuiq_db::{
    CitationId, MessageId, MessageRole,
    chat_messages::ChatMessage,
    chat_turns::{self, ChatTurn},
    citations::Citation,
};
use sisuiq_http::{Begun, Kept, Problem};
use tokio::join;

/// What an answer is kept as for whoever asks again with its key.
pub(crate) type Form = fn(&Turn, &Answer) -> serde_json::Result<Vec<u8>>;

/// What came of storing an answer.
pub(crate) enum Outcome {
    /// It is stored.
    Stored(Answer),
    /// Another request with the same key was stored first, and nothing of this one is.
    Answered(Kept),
}

/// Stores the turn in one statement, and with a key what it is answered with in the same transaction: what `answer` makes of
/// the citations. A citation whose words are not on its stored page is not stored and not handed to `answer`.
pub(super) async fn keep(
    state: &State,
    turn: &Turn,
    draft: &Draft,
    answer: impl FnOnce(&[Citation]) -> Answer + Send,
    form: Form,
) -> Result<Outcome, Failure> {
    let checked = draft.cited.iter().zip(1..).filter_map(|(cited, number)| check(state, turn, cited, number));
    let citations: Vec<Citation> = checked.collect();
    let (question, reply) = messages(state, turn, draft);
    let stored = ChatTurn {
        session: &turn.session,
        is_new_session: turn.is_new_session,
        owner: turn.owner,
        question: &question,
        answer: &reply,
        citations: &citations,
    };
    let mut connection = state.database.connection().await?;
    if !turn.once.has_key() {
        chat_turns::insert(&connection, stored).await?;
        return Ok(Outcome::Stored(answer(&citations)));
    }
    let transaction = connection.transaction().await?;
    let (owner, now) = (turn.owner.to_string(), state.clock.now());
    let claimed = match turn.once.begin_storing(&transaction, &owner, now).await.map_err(Failure::Once)? {
        Begun::Fresh(claimed) => claimed,
        Begun::Answered(kept) => return Ok(Outcome::Answered(kept)),
    };
    let answer = answer(&citations);
    let text = form(turn, &answer).map_err(|error| Failure::Once(Problem::internal(error)))?;
    let (inserted, kept) =
        join!(chat_turns::insert(&transaction, stored), claimed.keep(&transaction, StatusCode::OK, text));
    inserted?;
    kept.map_err(Failure::Once)?;
    transaction.commit().await?;
    Ok(Outcome::Stored(answer))
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
