//! The question of a link's holder: about the dataset that the link opens, in no conversation.

use super::{
    cache,
    lookup::{DatasetInquiry, readable},
};
use crate::{
    State,
    data::{MODE, question::language, shared::question::LinkQuestion},
    question::ChatQuestion,
    turn::context::{Inquiry, QuestionMessage, new_session},
};
use sisuiq_chat_db::chat_sessions::ChatSession;
use sisuiq_http::{IdempotencyKey, Result};
use sisuiq_model::{DocumentFilter, MessageId, UserRole, Visibility, Workspace};
use std::time::Instant;

/// Looks for a cached answer. The conversation of the inquiry is not stored.
pub(in crate::turn) async fn look_up_for_link(state: &State, asked: LinkQuestion) -> Result<DatasetInquiry> {
    let (began, asked_at) = (Instant::now(), state.clock.now());
    let LinkQuestion { message, dataset, charged_to, answerer, shown_in } = asked;
    let about = readable(dataset)?;
    let language = language(&message);
    let connection = state.database.connection().await?;
    let method = cache::method(state, &answerer, charged_to);
    let cached = cache::find(state, &connection, &about, (&message, asked_at), (language, method)).await?;
    drop(connection);
    let filter = DocumentFilter::default();
    let question =
        ChatQuestion { message, standalone: None, mode: MODE, session: None, workspace: Workspace::Data, filter };
    let session = new_session(state, &question, asked_at);
    let inquiry = Inquiry {
        began,
        asked_at,
        owner: charged_to,
        // no documents are read, and the link decided that the dataset may be
        seen_by: Visibility::of(charged_to, UserRole::Guest),
        key: IdempotencyKey::absent(),
        session: ChatSession { workspace: Workspace::Data, dataset: Some(about.dataset.id), ..session },
        is_new_session: true,
        history: Vec::new(),
        question,
        message: QuestionMessage::New(MessageId(state.clock.uuid_v7())),
        cache_slot: None,
    };
    Ok(DatasetInquiry { inquiry, about: Some(about), language, shown_in, previous: None, answerer, cached })
}
