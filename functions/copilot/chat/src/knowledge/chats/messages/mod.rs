//! `/api/v1/knowledge/chats/{id}/messages`: questions about sanctions law and their answers in four sections.

pub(crate) mod ask;
pub(crate) mod stream;

use super::no_chat;
use crate::{
    State,
    question::{ChatQuestion, MESSAGE_LIMIT, not_blank},
};
use garde::Validate;
use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};
use serde::Deserialize;
use sisuiq_chat_db::knowledge_chats;
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{ChatMode, ChatSessionId, DocumentFilter, DocumentId, LawFilter, Workspace};
use utoipa::ToSchema;
use uuid::Uuid;

/// The most documents of a dataset that are searched: it cannot have more.
const MOST_DOCUMENTS: i64 = 1_000;
/// No document. A filter without documents would let all of them through.
const NO_DOCUMENT: DocumentId = DocumentId(Uuid::nil());

/// Where a day begins first: it is today there while it is tomorrow elsewhere.
const FIRST_ZONE: Offset = Offset::constant(14);

/// A question about sanctions law.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct KnowledgeQuestionIn {
    /// The question, 1 to 4,000 characters.
    #[garde(length(chars, min = 1, max = MESSAGE_LIMIT), custom(|message: &str, (): &()| not_blank(message)))]
    #[schema(min_length = 1, max_length = 4000, example = "May turbines be exported to Russia?")]
    message: String,
    /// The dataset whose documents are searched for this question, by name. That of the conversation when absent.
    #[garde(inner(length(chars, min = 1, max = 60)))]
    #[schema(min_length = 1, max_length = 60, example = "EU-Sanctions")]
    dataset: Option<String>,
    /// The language of the law, by ISO 639-1: only passages that are known to be in it answer. Any language when absent.
    #[garde(inner(custom(|language: &str, (): &()| language_code(language))))]
    #[schema(min_length = 2, max_length = 2, pattern = "^[a-z]{2}$", example = "en")]
    language: Option<String>,
    /// The day on which the law has to apply, from 1900 to today. Today when absent: law that has ended, or has not begun, does not answer.
    #[garde(inner(custom(|day: &str, (): &()| valid_day(day))))]
    #[schema(min_length = 10, max_length = 10, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2014-07-31")]
    date: Option<String>,
}

fn language_code(language: &str) -> garde::Result {
    let is_code = language.len() == 2 && language.bytes().all(|letter| letter.is_ascii_lowercase());
    if is_code { Ok(()) } else { Err(garde::Error::new("must be a code of two small letters such as en")) }
}

fn valid_day(day: &str) -> garde::Result {
    parse_day(day).map(drop).ok_or_else(|| garde::Error::new("must be a date such as 2014-07-31"))
}

/// A day, without a time; the parser of dates accepts times as well.
fn parse_day(day: &str) -> Option<Date> {
    Date::strptime("%Y-%m-%d", day).ok().filter(|day| (1900..=2200).contains(&day.year()))
}

/// The day that is asked about; today if none is given. What will apply on a later day is in no text yet.
fn asked_day(given: Option<&str>, now: Timestamp) -> Result<Date> {
    let Some(day) = given.and_then(parse_day) else { return Ok(now.to_zoned(TimeZone::UTC).date()) };
    let newest = now.to_zoned(TimeZone::fixed(FIRST_ZONE)).date();
    if day > newest {
        let message = "must not be after today: law may change until then";
        return Err(Problem::unprocessable(vec![FieldError::new("date", message)]));
    }
    Ok(day)
}

/// Finds the conversation and the documents of a question.
async fn question(
    state: &State,
    caller: &Caller,
    id: ChatSessionId,
    KnowledgeQuestionIn { message, dataset, language, date }: KnowledgeQuestionIn,
) -> Result<ChatQuestion> {
    let day = asked_day(date.as_deref(), state.clock.now())?;
    let connection = state.database.connection().await?;
    let chat = knowledge_chats::find(&connection, id, caller.id).await?.ok_or_else(no_chat)?;
    let seen_by = caller.visibility();
    let documents = match dataset.or(chat.dataset) {
        None => Vec::new(),
        Some(name) => {
            let found = knowledge_datasets::find_visible(&connection, seen_by, &name).await?;
            let dataset = found.ok_or_else(|| Problem::not_found("dataset"))?.id;
            let found = knowledge_datasets::list_documents(&connection, seen_by, dataset, MOST_DOCUMENTS).await?;
            if found.is_empty() { vec![NO_DOCUMENT] } else { found }
        }
    };
    Ok(ChatQuestion {
        message: message.trim().to_owned(),
        standalone: None,
        mode: ChatMode::Sanctions,
        session: Some(id),
        workspace: Workspace::Sanctions,
        filter: DocumentFilter { documents, law: Some(LawFilter { day, language }), ..DocumentFilter::default() },
    })
}
