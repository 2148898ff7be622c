//! `PATCH /api/auth/me`: another name for oneself.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    users::{self, Renaming},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::Person;
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use super::AccountOut;
use crate::State;

/// A change of the caller's account.
#[derive(Deserialize, ToSchema, Validate)]
pub(crate) struct ProfileIn {
    /// The name that others see.
    #[garde(length(chars, min = 1, max = 255))]
    #[schema(min_length = 1, max_length = 255, example = "Alice Lwanga")]
    name: String,
}

/// Change the caller's name
///
/// Changes the name that others see. Customers change their first and last name with `PUT /api/v1/users/me` instead (409).
#[utoipa::path(
    patch,
    path = "/api/auth/me",
    tag = "auth",
    request_body = ProfileIn,
    responses(
        (status = 200, body = AccountOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: Person,
    Extract(state): Extract<State>,
    Json(input): Json<ProfileIn>,
) -> Result<Json<AccountOut>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    match users::rename(&transaction, caller.id, &input.name, state.clock.now()).await? {
        Renaming::Customer => {
            return Err(Problem::conflict("your name consists of the first and last name of your customer profile"));
        }
        Renaming::Done => {
            let event = AuditEvent::done(AuditAction::UpdateAccount).to(caller.id).with("fields", vec!["name"]);
            state.identity.record(&transaction, &caller.actor, &event).await?;
        }
        Renaming::Unchanged => {}
    }
    transaction.commit().await?;
    Ok(Json(AccountOut::new(&caller, input.name)))
}
