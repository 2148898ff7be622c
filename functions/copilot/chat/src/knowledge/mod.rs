//! `/api/v1/knowledge`: conversations about sanctions law, their folders, and ratings of their answers.

pub(crate) mod chats;
pub(crate) mod feedback;
mod folder;
pub(crate) mod folders;

use crate::State;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of conversations about sanctions law.
pub(crate) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(folders::list::list, folders::create::create))
        .routes(routes!(folders::delete::delete))
        .routes(routes!(chats::list::list, chats::create::create))
        .routes(routes!(chats::read::read, chats::update::update, chats::delete::delete))
        .routes(routes!(chats::file::file))
        .routes(routes!(chats::messages::ask::ask))
        .routes(routes!(chats::messages::stream::stream))
        .routes(routes!(feedback::rate))
}
