//! Stores a turn: messages, checked citations, the signed record and what was told last, or nothing.

use super::{Asked, Failure, Turn, cache::MadeFrom, record, source, telling::Telling, write::Draft};
use crate::{
    Answer, CitationOut, State, Timings,
    answer::{Done, ScopeOut},
};
use axum::http::StatusCode;
use jiff::Timestamp;
use sisuiq_answers::Cited;
use sisuiq_db::{
    CitationId, Connection, DatabaseError, MessageId, MessageRole,
    chat_messages::{AnswerFacts, ChatMessage},
    chat_turns::{self, ChatTurn},
    citations::Citation,
};
use sisuiq_http::{Claim, Problem, StoredResponse};
use std::time::Instant;
use tokio::join;

/// What a message of a conversation that is not there is refused by.
const CONVERSATION: &str = "chat_messages_session_id_fkey";

/// What an answer is kept as for whoever asks again with its key.
pub(crate) type Form = fn(&Turn, &Answer) -> serde_json::Result<Vec<u8>>;

/// What came of storing an answer.
pub(crate) enum Outcome {
    /// It is stored.
    Stored(Box<Answer>),
    /// Another request with the same key was stored first, and nothing of this one is.
    Answered(StoredResponse),
}

/// Stores the turn in one statement, and with a key what it is answered with in the same transaction. A citation whose words
/// are not on its stored page is neither stored nor answered.
pub(super) async fn keep(
    state: &State,
    turn: &Turn,
    draft: &Draft,
    (telling, form): (&Telling, Form),
    llm_ms: u64,
) -> Result<Outcome, Failure> {
    let now = state.clock.now();
    let citations: Vec<Citation> = if let Some(again) = &turn.again {
        again.answer.citations.iter().map(|cited| anew(state, cited)).collect()
    } else {
        let numbered = draft.cited.iter().zip(1..);
        numbered.filter_map(|(cited, number)| check(state, turn, cited, number)).collect()
    };
    let answer = whole(turn, draft, &citations, llm_ms);
    let (question, reply) = messages(turn, draft, &answer, now);
    let record = record::sign(state, turn, draft, (&answer, &citations, now)).await?;
    let events = telling.last("done", &Done::from(&answer)).await;
    let stored = ChatTurn {
        session: &turn.session,
        is_new_session: turn.is_new_session,
        owner: turn.owner,
        question: question.as_ref(),
        answer: &reply,
        superseded: turn.asked.superseded(),
        citations: &citations,
        record: &record,
        events: events.as_deref(),
    };
    let mut connection = state.database.connection().await?;
    if !turn.once.is_present() {
        given(chat_turns::insert(&connection, stored).await)?;
    } else if let Some(kept) = store_once(&mut connection, turn, stored, form(turn, &answer), now).await? {
        return Ok(Outcome::Answered(kept));
    }
    if let Some(miss) = turn.miss.as_ref().filter(|_| !answer.stopped && !answer.degraded) {
        let documents = turn.weighed.passages.iter().map(|passage| passage.document_id).collect();
        let made_from = MadeFrom { documents, snapshot: turn.snapshot.as_ref(), fell_back: turn.fell_back };
        miss.keep(state, &connection, turn.answer_id, made_from).await;
    }
    drop(connection);
    telling.send(events.into_iter().flatten().last());
    Ok(Outcome::Stored(Box::new(answer)))
}

/// Stores the turn beside what its key is answered with; gives what another one with the same key stored first.
async fn store_once(
    connection: &mut Connection,
    turn: &Turn,
    stored: ChatTurn<'_>,
    text: serde_json::Result<Vec<u8>>,
    now: Timestamp,
) -> Result<Option<StoredResponse>, Failure> {
    let transaction = connection.transaction().await?;
    let claimed = turn.once.claim_or_wait(&transaction, &turn.owner.to_string(), now).await;
    let claimed = match claimed.map_err(Failure::Once)? {
        Claim::New(claimed) => claimed,
        Claim::Replay(kept) => return Ok(Some(kept)),
    };
    let text = text.map_err(|error| Failure::Once(Problem::internal(error)))?;
    let (inserted, kept) =
        join!(chat_turns::insert(&transaction, stored), claimed.store(&transaction, StatusCode::OK, text));
    given(inserted)?;
    kept.map_err(Failure::Once)?;
    transaction.commit().await?;
    Ok(None)
}

/// Whether an answer was stored, and did not come too late to take another one's place or to be in its conversation.
fn given(stored: Result<bool, DatabaseError>) -> Result<(), Failure> {
    match stored {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::Superseded),
        Err(error) if error.is_constraint(CONVERSATION) => Err(Failure::Deleted),
        Err(error) => Err(error.into()),
    }
}

/// A citation of an answer that is given again: it is checked already, and the document is as it was.
fn anew(state: &State, cited: &Citation) -> Citation {
    Citation { id: CitationId(state.clock.uuid_v7()), ..cited.clone() }
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
        document_source: passage.source,
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

fn whole(turn: &Turn, draft: &Draft, citations: &[Citation], llm_ms: u64) -> Answer {
    let made = made(turn, draft, citations, llm_ms);
    let Some(again) = &turn.again else { return made };
    Answer {
        sources: again.answer.sources.clone(),
        grounding: again.answer.grounding,
        support: again.answer.support,
        model: again.answer.model.clone(),
        provider: again.record.generation.provider.clone(),
        cache_hit: true,
        ..made
    }
}

fn made(turn: &Turn, draft: &Draft, citations: &[Citation], llm_ms: u64) -> Answer {
    let cited = draft.cited.iter().filter_map(|cited| turn.weighed.passages.get(cited.quote.passage));
    let since_began = u64::try_from(Instant::now().duration_since(turn.began).as_millis()).unwrap_or(u64::MAX);
    Answer {
        answer: draft.text.clone(),
        answer_id: turn.answer_id,
        session_id: turn.session.id,
        mode: turn.question.mode,
        sources: source::unique(cited.map(source::name)),
        analytics: turn.snapshot.as_ref().map(|snapshot| snapshot.payload.clone()),
        scope: ScopeOut::of(turn),
        citations: citations.iter().map(CitationOut::from).collect(),
        grounding: draft.grounding.score(),
        abstained: draft.abstained,
        support: turn.weighed.support.stored(),
        stopped: draft.is_stopped,
        degraded: draft.degraded || turn.away.meaning || turn.away.reranker,
        model: draft.model().to_owned(),
        provider: draft.provider().to_owned(),
        cache_hit: false,
        timings: Timings { rag_ms: turn.rag_ms, analytics_ms: turn.analytics_ms, llm_ms, total_ms: since_began },
    }
}

/// The question, unless it is stored already, and the answer.
fn messages(turn: &Turn, draft: &Draft, answer: &Answer, now: Timestamp) -> (Option<ChatMessage>, ChatMessage) {
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
    let question = match turn.asked {
        Asked::Now(id) => Some(message(id, MessageRole::User, &turn.question.message, turn.asked_at)),
        Asked::Again { .. } => None,
    };
    let facts = AnswerFacts {
        question_id: turn.asked.question(),
        mode: turn.question.mode,
        support: answer.support,
        grounding: answer.grounding,
        model: answer.model.clone(),
        is_stopped: draft.is_stopped,
    };
    let reply = ChatMessage {
        sources: answer.sources.clone(),
        abstained: answer.abstained,
        degraded: answer.degraded,
        answer: Some(facts),
        ..message(turn.answer_id, MessageRole::Assistant, &draft.text, now)
    };
    (question, reply)
}
