//! `POST /api/v1/sources/{id}/webhook`: a publisher says that a source has changed.

mod sender;

use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Conflict, Json, NotFound, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{Anyone, admission::Authentication};
use sisuiq_model::{RunTrigger, SourceId, SourceRunId};
use sisuiq_sanctions_db::{
    source_runs::{self, NewRun},
    source_webhooks, sources,
};
use utoipa::{IntoParams, ToSchema};

use crate::State;
use sender::SignedWebhook;

/// The headers of a webhook.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes headers, is never built")]
pub(crate) struct WebhookHeaders {
    /// The id of the webhook, which takes effect once: 1 to 256 visible ASCII characters without a dot.
    #[param(rename = "webhook-id", min_length = 1, max_length = 256, example = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")]
    id: String,
    /// When it was signed, in seconds since 1970; at most five minutes from now.
    #[param(rename = "webhook-timestamp", min_length = 1, max_length = 20, example = "1674087231")]
    timestamp: String,
    /// Signatures, separated by spaces: `v1,` and base64 of the HMAC-SHA256 of `id.timestamp.body`.
    #[param(
        rename = "webhook-signature",
        min_length = 1,
        max_length = 1000,
        example = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
    )]
    signature: String,
}

/// What comes of a webhook.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookOut {
    /// The run that it started; null if one is not finished yet, after which the source is read again.
    run_id: Option<SourceRunId>,
}

/// Announce a change of a source
///
/// For publishers: the source is read now. The request is signed as [Standard Webhooks](https://www.standardwebhooks.com) say, with a secret
/// that the operator has agreed on with the publisher. The body is not used.
#[utoipa::path(
    post,
    path = "/api/v1/sources/{id}/webhook",
    tag = "sources",
    extensions(("x-throttle" = json!("secrets"))),
    params(("id" = SourceId, Path, description = "The source"), WebhookHeaders),
    responses(
        (status = 202, body = WebhookOut), BadRequest, Unauthorized, NotFound, Conflict, PayloadTooLarge,
        TooManyRequests, Unavailable
    )
)]
pub(crate) async fn receive(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    SignedWebhook { source, message }: SignedWebhook,
) -> Result<(StatusCode, Json<WebhookOut>)> {
    let now = state.clock.now();
    let id = SourceRunId(state.clock.uuid_v7());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let is_enabled = sources::hold(&transaction, source).await?.ok_or_else(|| Problem::not_found("source"))?;
    if !is_enabled {
        return Err(Problem::conflict("the source is disabled"));
    }
    if !source_webhooks::insert(&transaction, source, &message, now).await? {
        return Err(Problem::conflict("this webhook was received before"));
    }
    let new = NewRun { id, source, trigger: RunTrigger::Webhook, requested_by: None, accepts_loss: false };
    let is_new = source_runs::insert(&transaction, &new, now).await?;
    if !is_new {
        // the run under way may have read the source before it changed
        sources::plan_run(&transaction, source, now).await?;
    }
    transaction.commit().await?;
    drop(connection);
    if is_new {
        announce("fetch_source", id, state.queue.send_fetch_source(id.0)).await;
    }
    Ok((StatusCode::ACCEPTED, Json(WebhookOut { run_id: is_new.then_some(id) })))
}
