//! `DELETE /api/v1/users/me`: the end of a customer's account.

use axum::extract::State as Extract;
use sisuiq_accounts_db::{audit_records::AuditEvent, users};
use sisuiq_http::{Conflict, Forbidden, Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{Customer, SetCookies};
use sisuiq_model::{AuditAction, UserRole};

use crate::State;
use crate::v1::message::CustomerMessageOut;

/// Close the caller's customer account
///
/// Closes the account: nobody can log in to it any more, and all its sessions and keys end. Its records stay.
#[utoipa::path(
    delete,
    path = "/api/v1/users/me",
    tag = "customers",
    responses((status = 200, body = CustomerMessageOut), Unauthorized, Forbidden, Conflict, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: Customer,
    Extract(state): Extract<State>,
) -> Result<(SetCookies, Json<CustomerMessageOut>)> {
    if caller.role != UserRole::Guest || caller.staff.is_some() {
        return Err(Problem::conflict(
            "this account has other roles besides customer: ask an administrator to close it",
        ));
    }
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    // a login that is under way ends first, so that its session is revoked too
    users::hold(&transaction, caller.id).await?;
    if users::close(&transaction, caller.id, state.clock.now()).await? {
        let event = AuditEvent::done(AuditAction::CloseAccount).to(caller.id);
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    transaction.commit().await?;
    let cookies = SetCookies::clear(state.identity.cookies())?;
    Ok((cookies, Json(CustomerMessageOut { message: "Account closed successfully" })))
}
