//! Messages with which callers verify their address or number.

use http::StatusCode;
use sisuiq_accounts_db::outbox_messages::{self, Addressee, NewMessage};
use sisuiq_http::{Json, Result};
use sisuiq_model::{OutboxKind, OutboxMessageId, UserId};

use super::message::CustomerMessageOut;
use crate::State;

/// Orders a message of this kind for an account.
pub(crate) async fn send_verification(
    state: &State,
    user: UserId,
    kind: OutboxKind,
) -> Result<(StatusCode, Json<CustomerMessageOut>)> {
    let id = OutboxMessageId(state.clock.uuid_v7());
    let new = NewMessage { id, kind, to: Addressee::Account(user), at: state.clock.now() };
    outbox_messages::insert(&state.database.connection().await?, &new).await?;
    state.outbox.announce().await;
    Ok((StatusCode::ACCEPTED, Json(CustomerMessageOut { message: "The message has been sent" })))
}
