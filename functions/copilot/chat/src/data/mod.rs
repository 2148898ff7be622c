//! Conversations about datasets.
//!
//! Texts are in Korean unless `Accept-Language` prefers English; an answer is in the language of its question.

pub(crate) mod analysis;
pub(crate) mod answer;
pub(crate) mod answerer;
pub(crate) mod conversations;
pub(crate) mod message;
pub(crate) mod message_stream;
pub(crate) mod problems;
pub(crate) mod question;
pub(crate) mod shared;

use crate::State;
use sisuiq_http::korean_by_default;
use sisuiq_model::ChatMode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The mode under which questions about datasets are counted and models are chosen.
pub(crate) const MODE: ChatMode = ChatMode::Analytics;

/// The routes of this workspace.
pub(crate) fn routes() -> OpenApiRouter<State> {
    korean_by_default(
        OpenApiRouter::new()
            .routes(routes!(message::ask))
            .routes(routes!(message_stream::stream))
            .routes(routes!(conversations::list::list))
            .routes(routes!(conversations::messages::messages))
            .routes(routes!(shared::message::ask)),
    )
}
