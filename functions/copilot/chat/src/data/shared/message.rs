//! `POST /api/datasets/shared/{token}/message`: answers a question about a dataset to the holder of its link.

use super::{
    answer::SharedAnswer,
    link::{Link, SentLink},
    question::{LinkQuestion, SharedQuestionIn, read},
};
use crate::{
    State,
    data::{answerer::Answerer, question::SentQuestion},
    turn,
};
use axum::extract::State as Extract;
use sisuiq_http::{
    BadRequest, Conflict, Json, NotFound, PayloadTooLarge, Result, TooManyRequests, Unavailable, Unprocessable,
};
use sisuiq_identity::{Anyone, admission};

/// Ask about a shared dataset
///
/// Answers a question about the dataset of a link, as `POST /api/chat/message` answers a first question of an account. The answer belongs
/// to no conversation and is not stored. The built-in planner answers; where it does not understand a question, a language model of the
/// deployment does, if the owner of the link allowed it and the link's questions of the day are not used up. All holders of a link
/// together ask as often as one account may. A key of a provider in `X-Anthropic-API-Key` is 400. The same 404 as for the link itself
/// when it opens nothing.
#[utoipa::path(
    post,
    path = "/api/datasets/shared/{token}/message",
    tag = "datasets",
    extensions(("x-throttle" = json!("work"))),
    params(
        ("token" = String, Path, description = "The token of the link", max_length = 43, example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM")
    ),
    request_body = SharedQuestionIn,
    responses(
        (status = 200, body = SharedAnswer),
        BadRequest, NotFound, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
)]
pub(crate) async fn ask(
    _caller: Anyone<admission::Chat>,
    Extract(state): Extract<State>,
    link: SentLink,
    Json(sent): Json<SentQuestion>,
) -> Result<Json<SharedAnswer>> {
    let Link { token, opened, shown_in } = link.open(&state).await?;
    let question = LinkQuestion {
        message: read(&sent, shown_in)?,
        answerer: Answerer::of_link(&state, &opened),
        charged_to: opened.share.created_by,
        dataset: opened.dataset,
        shown_in,
    };
    let (answer, about) = turn::answer_for_link(state, question).await?;
    Ok(Json(SharedAnswer::new(answer, about, &token)))
}
