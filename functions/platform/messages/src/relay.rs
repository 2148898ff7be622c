//! Sends messages from the outbox.

use jiff::SignedDuration;
use sisuiq_accounts_db::{
    one_time_tokens::{self, NewToken},
    outbox_messages::{self, Claimed, Recipient},
};
use sisuiq_clock::later;
use sisuiq_db::DatabaseError;
use sisuiq_identity::{Opaque, Purpose, code_for};
use sisuiq_model::{OutboxKind, TokenPurpose};
use tracing::{error, info, warn};

use crate::State;
use crate::outbound_message::OutboundMessage;
use crate::sender::SendError;

/// The maximum number of attempts. With the growing delays between them, they take about five hours.
const MOST_ATTEMPTS: i32 = 12;
/// The maximum number of messages per invocation.
const MOST: usize = 100;

/// The reason why an invocation as a whole failed; its messages stay in the outbox.
#[derive(Debug, thiserror::Error)]
#[error("the outbox cannot be read or written")]
pub struct RelayError(#[from] DatabaseError);

/// Sends the messages that are due, one after the other, and returns how many were sent. A message that cannot be sent now is
/// retried later and does not hold up others. A run that is killed after sending and before deleting a message sends it twice.
pub async fn relay(state: &State) -> Result<usize, RelayError> {
    let mut sent = 0;
    for _ in 0..MOST {
        let claimed = {
            let connection = state.database.connection().await?;
            outbox_messages::claim(&connection, state.clock.now()).await?
        };
        let Some(claimed) = claimed else { break };
        sent += usize::from(send(state, &claimed).await?);
    }
    Ok(sent)
}

/// Returns whether the message was sent.
async fn send(state: &State, claimed: &Claimed) -> Result<bool, RelayError> {
    let message = match &claimed.recipient {
        Some(recipient) => write(state, claimed, recipient).await?,
        None => None,
    };
    let outcome = match &message {
        Some(message) => state.sender.send(message).await,
        None => Ok(()),
    };
    let (id, kind, attempt) = (claimed.id, claimed.kind, claimed.attempts);
    let connection = state.database.connection().await?;
    match outcome {
        Ok(()) => {
            outbox_messages::delete(&connection, id).await?;
            info!(message_id = %id, %kind, attempt, has_left = message.is_some(), "message done");
            return Ok(message.is_some());
        }
        Err(SendError::Unavailable(why)) if attempt < MOST_ATTEMPTS => {
            warn!(message_id = %id, %kind, attempt, error = %why, "message delivery failed, will be retried");
        }
        Err(why @ (SendError::Unavailable(_) | SendError::Refused(_))) => {
            outbox_messages::fail(&connection, id, &why.to_string(), state.clock.now()).await?;
            error!(message_id = %id, %kind, attempt, error = %why, "message delivery failed for good");
        }
    }
    Ok(false)
}

/// Writes the message and stores its token. `None` if the account has no number to send to or has reached its limit.
async fn write(state: &State, claimed: &Claimed, recipient: &Recipient) -> Result<Option<OutboundMessage>, RelayError> {
    let Some(making) = Making::of(claimed.kind, recipient) else {
        return Ok(state.writer.write(claimed.kind, recipient, None));
    };
    let Some(sent_to) = making.sent_to else { return Ok(None) };
    let now = state.clock.now();
    let new = NewToken {
        hash: &making.token.hash,
        user: recipient.id,
        purpose: making.purpose,
        sent_to,
        created_at: now,
        expires_at: later(now, making.lifetime),
        most_an_hour: making.most_an_hour,
    };
    let is_kept = one_time_tokens::insert(&state.database.connection().await?, &new).await?;
    if !is_kept {
        info!(message_id = %claimed.id, kind = %claimed.kind, "account reached its message limit");
        return Ok(None);
    }
    Ok(state.writer.write(claimed.kind, recipient, Some(&making.token.text)))
}

/// A token that a message hands over.
struct Making<'a> {
    token: Opaque,
    purpose: TokenPurpose,
    sent_to: Option<&'a str>,
    lifetime: SignedDuration,
    most_an_hour: i64,
}

impl<'a> Making<'a> {
    fn of(kind: OutboxKind, recipient: &'a Recipient) -> Option<Self> {
        let email = Some(recipient.email.as_str());
        let minutes = SignedDuration::from_mins;
        let (token, purpose, sent_to, lifetime) = match kind {
            OutboxKind::PasswordReset => {
                (Purpose::PasswordReset.generate(), TokenPurpose::PasswordReset, email, minutes(30))
            }
            OutboxKind::EmailVerification => {
                (Purpose::EmailVerification.generate(), TokenPurpose::EmailVerification, email, minutes(24 * 60))
            }
            OutboxKind::Invitation => {
                (Purpose::Invitation.generate(), TokenPurpose::Invitation, email, minutes(7 * 24 * 60))
            }
            OutboxKind::MobileVerification => {
                let mobile = recipient.mobile.as_deref();
                (code_for(recipient.id), TokenPurpose::MobileVerification, mobile, minutes(10))
            }
            OutboxKind::PasswordChanged
            | OutboxKind::EmailChanged
            | OutboxKind::SecondFactorAdded
            | OutboxKind::SecondFactorRemoved
            | OutboxKind::SessionReplayed
            | OutboxKind::StaffWelcome
            | OutboxKind::AccessRequested
            | OutboxKind::AccessGranted
            | OutboxKind::AccessRefused => return None,
        };
        Some(Self { token, purpose, sent_to, lifetime, most_an_hour: 5 })
    }
}
