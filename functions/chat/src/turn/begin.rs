//! Everything that comes before the first word of an answer.

use super::source;
use crate::{State, question::Question};
use serde::Serialize;
use sisuiq_answers::{Evidence, Support};
use sisuiq_db::{
    ChatSessionId, ChunkId, Connection, DatabaseError, UserId, Visibility, chat_messages,
    chat_messages::ChatMessage,
    chat_sessions::{self, ChatSession},
    document_chunks::{self, Passage},
    document_words::{self, WordFrequency},
};
use sisuiq_documents::Span;
use sisuiq_http::{Kept, Once, Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_retrieval::{LEG_LIMIT, Retrieved, unit_vectors};
use std::{collections::HashMap, time::Instant};
use tokio::{join, task::spawn_blocking, try_join};
use tracing::info_span;
use utoipa::ToSchema;

/// How many chunks are found: more than are weighed, for some may be of documents that are not ready.
const FOUND: u16 = 2 * LEG_LIMIT;
/// How many passages are weighed.
const PASSAGES: i64 = 48;
/// How many of them are named as sources before the answer is written.
const SOURCES: usize = 8;
/// How many earlier messages a model is shown.
const HISTORY: i64 = 10;
/// The longest title, in Unicode scalar values.
const TITLE_LENGTH: usize = 50;
/// A title is cut at a space only after so many.
const TITLE_LEAST: usize = 20;

/// A question with what was found for it.
#[derive(Debug)]
pub(crate) struct Turn {
    pub(super) span: tracing::Span,
    pub(super) began: Instant,
    pub(super) owner: UserId,
    pub(super) once: Once,
    pub(super) session: ChatSession,
    pub(super) is_new_session: bool,
    pub(super) history: Vec<ChatMessage>,
    pub(super) question: Question,
    pub(super) asked_at: jiff::Timestamp,
    pub(super) weighed: Weighed,
    pub(super) degraded: bool,
    pub(super) rag_ms: u64,
}

/// What is to be done about a question.
pub(crate) enum Begun {
    /// It is to be answered.
    Fresh(Box<Turn>),
    /// It was answered before, under the same key.
    Answered(Kept),
}

/// What was found, compared with the question.
#[derive(Debug)]
pub(super) struct Weighed {
    pub(super) asked: sisuiq_answers::Question,
    pub(super) passages: Vec<Passage>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) support: Support,
}

/// The first event of a stream.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Started {
    /// Passages that were found first, as people read them.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    sources: Vec<String>,
    /// The conversation that the answer belongs to.
    session_id: ChatSessionId,
}

impl Turn {
    pub(crate) fn started(&self) -> Started {
        Started {
            sources: source::unique(self.weighed.passages.iter().take(SOURCES).map(source::name)),
            session_id: self.session.id,
        }
    }
}

/// Finds the conversation and the passages, unless the question was answered before. Nothing is stored yet.
pub(crate) async fn begin(state: &State, caller: &Caller, question: Question, once: Once) -> Result<Begun> {
    let began = Instant::now();
    let asked_at = state.clock.now();
    let (session, history) = match before(state, caller, &question, &once, asked_at).await? {
        Before::Answered(kept) => return Ok(Begun::Answered(kept)),
        Before::Asked(session, history) => (session, history),
    };
    let is_new_session = session.is_none();
    let session = session.unwrap_or_else(|| ChatSession {
        id: ChatSessionId(state.clock.uuid_v7()),
        title: Some(title(&question.message)),
        mode: question.mode,
        created_at: asked_at,
    });
    let span = info_span!("chat.turn", session_id = %session.id, mode = %question.mode);
    let seen_by = Visibility::of(caller.id);
    let asked = sisuiq_answers::Question::new(&question.message);
    let (found, frequencies) =
        try_join!(state.retrieval.search(&question.message, seen_by, FOUND), frequencies(state, seen_by, &asked),)?;
    let weighed = weigh(state, seen_by, asked.weigh(&frequencies), &found).await?;
    Ok(Begun::Fresh(Box::new(Turn {
        span,
        began,
        owner: caller.id,
        once,
        session,
        is_new_session,
        history,
        question,
        asked_at,
        weighed,
        degraded: found.degraded,
        rag_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })))
}

/// What was there before the question.
enum Before {
    /// Its answer.
    Answered(Kept),
    /// The conversation that it goes on with, if it does.
    Asked(Option<ChatSession>, Vec<ChatMessage>),
}

/// Looks for the answer and the conversation, together.
async fn before(
    state: &State,
    caller: &Caller,
    question: &Question,
    once: &Once,
    now: jiff::Timestamp,
) -> Result<Before> {
    if question.session.is_none() && !once.has_key() {
        return Ok(Before::Asked(None, Vec::new()));
    }
    let connection = state.database.connection().await?;
    let owner = caller.id.to_string();
    // each is waited for: a connection that owes an answer is given up
    let (kept, conversation) =
        join!(once.find(&connection, &owner, now), conversation(&connection, caller.id, question.session));
    match (kept?, conversation?) {
        (Some(kept), _) => Ok(Before::Answered(kept)),
        (None, Some((session, history))) => Ok(Before::Asked(Some(session), history)),
        (None, None) if question.session.is_some() => Err(Problem::not_found("session")),
        (None, None) => Ok(Before::Asked(None, Vec::new())),
    }
}

async fn conversation(
    connection: &Connection,
    owner: UserId,
    id: Option<ChatSessionId>,
) -> Result<Option<(ChatSession, Vec<ChatMessage>)>> {
    let Some(id) = id else { return Ok(None) };
    let (session, history) = try_join!(
        chat_sessions::find_owned(connection, id, owner),
        chat_messages::list_latest(connection, id, owner, HISTORY),
    )?;
    Ok(session.map(|session| (session, history)))
}

/// How common the question's words are: asked for while passages are found, for it takes about as long.
async fn frequencies(
    state: &State,
    seen_by: Visibility,
    asked: &sisuiq_answers::Question,
) -> std::result::Result<Vec<WordFrequency>, DatabaseError> {
    let connection = state.database.connection().await?;
    document_words::frequencies(&connection, seen_by, &asked.terms()).await
}

/// Loads the passages that the caller may see now, weighs their sentences and judges whether they suffice.
async fn weigh(
    state: &State,
    seen_by: Visibility,
    asked: sisuiq_answers::Question,
    found: &Retrieved,
) -> Result<Weighed> {
    let began = Instant::now();
    let ids = found.leaders_first();
    let connection = state.database.connection().await?;
    let model = state.retrieval.embedder().model().name;
    let loaded = document_chunks::load_visible(&connection, seen_by, &ids, PASSAGES, model).await?;
    drop(connection);
    let loading = began.elapsed();
    let (passages, relevance) = with_scores(loaded, found);
    let (pages, meaning) = (state.pages.clone(), found.question_vector.clone());
    let compared = spawn_blocking(move || {
        let similarity = |passage: &Passage, span: Span| {
            unit_vectors::similarity(passage.unit_vectors.as_deref()?, meaning.as_deref()?, span.start..span.end)
        };
        let evidence = sisuiq_answers::gather(&pages, &asked, &passages, &relevance, similarity);
        let support = sisuiq_answers::judge(&asked, &passages, &evidence);
        Weighed { asked, passages, evidence, support }
    });
    let weighed = compared.await.map_err(Problem::internal)?;
    let best: Vec<_> = weighed.evidence.iter().take(3).map(|part| (part.score, part.fit, part.similarity)).collect();
    let (finding, weighing) = (found.timings, began.elapsed().saturating_sub(loading));
    tracing::debug!(?best, support = weighed.support.name(), ?finding, ?loading, ?weighing, "weighed");
    Ok(weighed)
}

/// Each passage with its retrieval score, best first.
fn with_scores(loaded: Vec<Passage>, found: &Retrieved) -> (Vec<Passage>, Vec<f64>) {
    let mut by_id: HashMap<ChunkId, Passage> = loaded.into_iter().map(|passage| (passage.id, passage)).collect();
    found.hits.iter().filter_map(|hit| Some((by_id.remove(&hit.chunk)?, hit.rrf_score))).unzip()
}

/// The first question, cut at 50 characters, at a space when one stands past the twentieth.
fn title(message: &str) -> String {
    if message.chars().count() <= TITLE_LENGTH {
        return message.to_owned();
    }
    let cut: String = message.chars().take(TITLE_LENGTH).collect();
    let at_space = cut.rsplit_once(' ').map(|(before, _)| before).filter(|before| before.chars().count() > TITLE_LEAST);
    format!("{}...", at_space.unwrap_or(&cut))
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_short_question_is_its_own_title() {
        assert_eq!(title("What is the vision?"), "What is the vision?");
    }

    #[test]
    fn a_long_question_is_cut_between_words() {
        let long = "Which transmission lines are planned for commissioning before 2024?";
        assert_eq!(title(long), "Which transmission lines are planned for...");
    }

    #[test]
    fn a_long_word_is_cut_inside() {
        assert_eq!(title(&"x".repeat(60)), format!("{}...", "x".repeat(50)));
    }
}
