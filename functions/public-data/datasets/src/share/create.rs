//! `POST /api/datasets/{id}/share`: creates the link of a dataset, or hands it out again.

use super::{MOST_QUESTIONS, ShareOut, context};
use crate::{State, problems::no_dataset};
use axum::extract::State as Extract;
use garde::Validate;
use jiff::SignedDuration;
use secrecy::ExposeSecret;
use serde::Deserialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_datasets_db::dataset_shares::{self, NewShare};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, PayloadTooLarge, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{LinkToken, User, capabilities};
use sisuiq_model::{AuditAction, Capability, DatasetId};
use utoipa::ToSchema;

/// The lifetime of a link.
const LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What the holders of a link may do beside reading.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct ShareIn {
    /// True if questions of the holders that the built-in planner does not understand may go to the deployment's language model, counted for
    /// the account that created the link; otherwise they are answered without one.
    #[serde(default)]
    allow_provider: bool,
    /// The most questions of all holders to the language model a day, by UTC, 0 to 1000; 50 by default. Others are not counted.
    #[garde(range(min = 0, max = MOST_QUESTIONS))]
    #[serde(default = "fifty")]
    #[schema(minimum = 0, maximum = 1000, default = 50)]
    daily_budget: i32,
}

/// Share a dataset by a link
///
/// Creates a link with which anybody may read the dataset and draw charts and maps of it, for seven days. While one is valid it is handed
/// out again, and this changes only what it allows. Owners share their own datasets, administrators also those for everyone.
#[utoipa::path(
    post,
    path = "/api/datasets/{id}/share",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset")),
    request_body = ShareIn,
    responses(
        (status = 200, body = ShareOut),
        BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::TablesWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<DatasetId>,
    Json(ShareIn { allow_provider, daily_budget }): Json<ShareIn>,
) -> Result<Json<ShareOut>> {
    let identity = &state.datasets.identity;
    let token = LinkToken::generate();
    let sealed = identity.seal(&context(id), token.text.expose_secret().as_bytes().to_vec()).await?;
    let now = state.datasets.clock.now();
    let new = NewShare {
        dataset_id: id,
        token_hash: &token.hash,
        sealed_token: &sealed,
        allow_provider,
        daily_budget,
        expires_at: now + LIFETIME,
    };
    let mut connection = state.datasets.database.connection().await?;
    let transaction = connection.transaction().await?;
    dataset_shares::end_old(&transaction, id, now).await?;
    let by = (caller.id, caller.administers(Capability::TablesManage));
    let share = dataset_shares::put(&transaction, &new, by, now).await?.ok_or_else(no_dataset)?;
    let event = AuditEvent::done(AuditAction::ShareSnapshot).to(id).with("is_new", share.is_new);
    identity.record(&transaction, &caller.actor, &event).await?;
    let profile = dataset_shares::find_profile(&transaction, id).await?;
    transaction.commit().await?;
    drop(connection);
    Ok(Json(ShareOut::new(&state, &share, profile.as_ref()).await?))
}

const fn fifty() -> i32 {
    50
}
