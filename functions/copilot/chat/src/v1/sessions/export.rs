//! `GET /api/v1/sessions/{id}/export`: a conversation as a file.

use crate::{CitationOut, State, message::MOST_MESSAGES};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use garde::Validate;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_answers::inert;
use sisuiq_chat_db::{
    chat_messages::{self, ChatMessage},
    chat_sessions::{self, ChatSession},
    citations,
};
use sisuiq_http::{
    BadRequest, FieldError, Forbidden, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatMode, ChatSessionId, Citation, MessageId, MessageRole};
use std::collections::HashMap;
use tokio::try_join;
use utoipa::{IntoParams, ToSchema};

/// The format of the file.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportIn {
    /// `markdown` (the default) or `json`.
    #[param(value_type = Option<ExportFormat>, inline, example = "markdown")]
    format: Option<String>,
}

/// A format of an export.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase", example = "markdown")]
#[expect(dead_code, reason = "describes names, which are read by hand")]
enum ExportFormat {
    Markdown,
    Json,
}

/// An exported conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportOut {
    /// The conversation's id.
    session_id: ChatSessionId,
    /// The title.
    #[schema(example = "How many staff will be trained in live-line work")]
    title: Option<String>,
    /// The mode of the first question.
    mode: ChatMode,
    /// The time of the first question.
    created_at: Timestamp,
    /// The newest messages, at most 1,000, in the order in which they were written.
    messages: Vec<ExportedMessage>,
}

/// A message with its citations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportedMessage {
    /// The message's id.
    id: MessageId,
    /// The author.
    role: MessageRole,
    /// The text.
    #[schema(example = "How many staff will be trained in live-line work in 2028?")]
    content: String,
    /// The time at which the message was written.
    created_at: Timestamp,
    /// The citations of an answer, in the order of their numbers.
    citations: Vec<CitationOut>,
}

/// Export a conversation
///
/// Returns the newest messages of one of the caller's conversations, at most 1,000, with their citations as a file.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{id}/export",
    tag = "chat",
    params(("id" = ChatSessionId, Path, description = "The conversation"), ExportIn),
    responses(
        (status = 200, description = "The file", content(
            (ExportOut = "application/json"),
            (String = "text/markdown", example = "# Live-line work\n\nstrategy_qa · 2026-11-20T10:00:00Z\n")
        )),
        BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn export(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Query(ExportIn { format }): Query<ExportIn>,
) -> Result<Response> {
    let is_json = match format.as_deref() {
        None | Some("markdown") => false,
        Some("json") => true,
        Some(_) => return Err(Problem::unprocessable(vec![FieldError::new("format", "must be markdown or json")])),
    };
    let connection = state.database.connection().await?;
    let (session, messages, cited) = try_join!(
        chat_sessions::find_owned(&connection, id, caller.id),
        chat_messages::list_latest(&connection, id, caller.id, MOST_MESSAGES),
        citations::list_of_session(&connection, id, caller.id),
    )?;
    let export = gather(session.ok_or_else(|| Problem::not_found("session"))?, messages, cited);
    Ok(if is_json {
        (attachment(id, "json"), axum::Json(export)).into_response()
    } else {
        let kind = [(CONTENT_TYPE, "text/markdown; charset=utf-8")];
        (kind, attachment(id, "md"), markdown(&export)).into_response()
    })
}

fn attachment(id: ChatSessionId, ending: &str) -> [(http::HeaderName, String); 1] {
    [(CONTENT_DISPOSITION, format!("attachment; filename=\"conversation-{id}.{ending}\""))]
}

fn gather(session: ChatSession, messages: Vec<ChatMessage>, cited: Vec<(MessageId, Citation)>) -> ExportOut {
    let mut by_message: HashMap<MessageId, Vec<CitationOut>> = HashMap::new();
    for (message, citation) in cited {
        by_message.entry(message).or_default().push(CitationOut::from(&citation));
    }
    let messages = messages.into_iter().map(|ChatMessage { id, role, content, created_at, .. }| ExportedMessage {
        id,
        role,
        content,
        created_at,
        citations: by_message.remove(&id).unwrap_or_default(),
    });
    ExportOut {
        session_id: session.id,
        title: session.title,
        mode: session.mode,
        created_at: session.created_at,
        messages: messages.collect(),
    }
}

/// Writes questions as block quotes, answers as Markdown, and citations below each answer. The markup of users and documents is made
/// inert here, that of answers before they are stored.
fn markdown(export: &ExportOut) -> String {
    let title = one_line(export.title.as_deref().unwrap_or("Conversation"));
    let head = format!("# {title}\n\n{} · {}\n", export.mode, export.created_at);
    std::iter::once(head).chain(export.messages.iter().map(message)).collect()
}

fn message(ExportedMessage { role, content, created_at, citations, .. }: &ExportedMessage) -> String {
    if *role == MessageRole::User {
        return format!("\n> {}\n", inert(content).replace('\n', "\n> "));
    }
    let sources = citations.iter().zip(1..).map(|(CitationOut { document_name, page, quote, .. }, number)| {
        format!("\n{number}. {}, page {page}: \"{}\"", one_line(document_name), one_line(quote))
    });
    let sources: String = sources.collect();
    format!("\n{content}\n{sources}\n\n{created_at}\n")
}

fn one_line(text: &str) -> String {
    inert(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
