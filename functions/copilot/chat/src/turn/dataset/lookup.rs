//! Finds the conversation and the dataset of a question, and a cached answer to it. Stores nothing.

use super::{
    About,
    cache::{self, CacheFound},
    previous::Before,
};
use crate::{
    State,
    data::{
        MODE,
        answerer::Answerer,
        problems::{being_prepared, no_conversation, no_dataset, other_dataset, unreadable},
        question::{DatasetQuestion, language},
    },
    question::ChatQuestion,
    turn::{
        context::{Inquiry, QuestionMessage, new_session},
        lookup::{HISTORY, Lookup},
    },
};
use jiff::Timestamp;
use sisuiq_chat_db::{
    chat_messages::{self, ChatMessage},
    chat_sessions::{self, ChatSession},
};
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_db::Connection;
use sisuiq_http::{IdempotencyKey, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{DatasetId, DocumentFilter, DocumentStatus, Language, MessageId, Visibility, Workspace};
use std::time::Instant;
use tokio::try_join;

/// A question about a dataset in its conversation, before the table is opened.
pub(in crate::turn) struct DatasetInquiry {
    pub(super) inquiry: Inquiry,
    pub(super) about: Option<About>,
    pub(super) language: Language,
    pub(super) shown_in: Language,
    pub(super) previous: Option<Before>,
    pub(super) answerer: Answerer,
    pub(super) cached: CacheFound,
}

/// Looks for a stored response and a cached answer, and loads conversation and dataset.
pub(in crate::turn) async fn look_up(
    state: &State,
    caller: &Caller,
    (question, answerer): (DatasetQuestion, Answerer),
    key: IdempotencyKey,
) -> Result<Lookup> {
    let (began, asked_at) = (Instant::now(), state.clock.now());
    let connection = state.database.connection().await?;
    if let Some(response) = key.find_response(&connection, &caller.id.to_string(), asked_at).await? {
        return Ok(Lookup::Replay(response));
    }
    let conversation = find_conversation(&connection, caller, &question).await?;
    let dataset = match &conversation {
        Some((session, _)) if question.dataset.is_some() && question.dataset != session.dataset => {
            return Err(other_dataset());
        }
        Some((session, _)) => session.dataset,
        None => question.dataset,
    };
    let about = find_dataset(&connection, caller.visibility(), dataset).await?;
    let language = language(&question.message);
    let is_first = conversation.is_none();
    let cached = match &about {
        Some(about) if is_first => {
            let method = cache::method(state, &answerer, caller.id);
            cache::find(state, &connection, about, (&question.message, asked_at), (language, method)).await?
        }
        _ => CacheFound::Skipped,
    };
    drop(connection);
    let shown_in = question.shown_in;
    let inquiry = inquiry(state, caller, (question, dataset), conversation, (began, asked_at, key));
    let previous = Before::of(&inquiry.history);
    Ok(Lookup::Dataset(Box::new(DatasetInquiry { inquiry, about, language, shown_in, previous, answerer, cached })))
}

type Conversation = (ChatSession, Vec<ChatMessage>);

async fn find_conversation(
    connection: &Connection,
    caller: &Caller,
    question: &DatasetQuestion,
) -> Result<Option<Conversation>> {
    let Some(id) = question.conversation else { return Ok(None) };
    let (session, history) = try_join!(
        chat_sessions::find_owned(connection, id, caller.id),
        chat_messages::list_latest(connection, id, caller.id, HISTORY),
    )?;
    let session = session.filter(|session| session.workspace == Workspace::Data).ok_or_else(no_conversation)?;
    Ok(Some((session, history)))
}

/// The dataset, if its columns are stored.
async fn find_dataset(
    connection: &Connection,
    seen_by: Visibility,
    dataset: Option<DatasetId>,
) -> Result<Option<About>> {
    let Some(id) = dataset else { return Ok(None) };
    let dataset = datasets::find_visible(connection, seen_by, id).await?.ok_or_else(no_dataset)?;
    readable(dataset).map(Some)
}

/// The revision of a dataset that can be read now.
pub(super) fn readable(dataset: Dataset) -> Result<About> {
    match dataset.readable_copy() {
        Some(revision) => Ok(About { dataset, revision }),
        None if dataset.status == DocumentStatus::Failed => Err(unreadable()),
        None => Err(being_prepared()),
    }
}

fn inquiry(
    state: &State,
    caller: &Caller,
    (asked, dataset): (DatasetQuestion, Option<DatasetId>),
    conversation: Option<Conversation>,
    (began, asked_at, key): (Instant, Timestamp, IdempotencyKey),
) -> Inquiry {
    let question = ChatQuestion {
        message: asked.message,
        standalone: None,
        mode: MODE,
        session: asked.conversation,
        workspace: Workspace::Data,
        filter: DocumentFilter::default(),
    };
    let is_new_session = conversation.is_none();
    let (session, history) = conversation.unwrap_or_else(|| {
        let session = new_session(state, &question, asked_at);
        (ChatSession { workspace: Workspace::Data, dataset, ..session }, Vec::new())
    });
    Inquiry {
        began,
        asked_at,
        owner: caller.id,
        seen_by: caller.visibility(),
        key,
        session,
        is_new_session,
        history,
        question,
        message: QuestionMessage::New(MessageId(state.clock.uuid_v7())),
        cache_slot: None,
    }
}
