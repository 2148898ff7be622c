//! Forgets log-ins that ended long ago, and what was counted.

use crate::Retry;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use sisuiq_accounts_db::{
    admissions, auth_sessions, auth_token_pairs, idempotency_keys, known_devices, one_time_tokens, outbox_messages,
};
use sisuiq_admin_db::row_counts;
use sisuiq_chat_db::{answer_streams, cached_answers, model_calls, model_usage};
use sisuiq_db::Connection;
use tracing::info;

/// How long a log-in that ended is still kept, for whoever looks into what happened. No quota counts longer.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long a message is kept that was given up.
const FAILED_KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long it is known what was used of language models, and each call of them.
const CALLS_KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);
/// How many one sweep forgets; the next goes on.
const MOST: i64 = 1_000;

pub(crate) async fn forget(connection: &Connection, now: Timestamp) -> Result<(), Retry> {
    let forgotten = auth_sessions::delete_expired(connection, now - KEPT, MOST).await?;
    let pairs = auth_token_pairs::delete_expired(connection, now - KEPT, MOST).await?;
    let devices = known_devices::delete_expired(connection, now, MOST).await?;
    let counts = admissions::delete_idle(connection, now - KEPT, MOST).await?;
    let answers = idempotency_keys::delete_expired(connection, now - KEPT, MOST).await?;
    let tokens = one_time_tokens::delete_expired(connection, now - KEPT, MOST).await?;
    let streams = answer_streams::delete_begun_before(connection, now - KEPT, MOST).await?;
    let messages = outbox_messages::delete_failed(connection, now - FAILED_KEPT, MOST).await?;
    let cached = cached_answers::delete_expired(connection, now, MOST).await?;
    let lost_calls = model_calls::expire(connection, now).await?;
    let calls = model_calls::delete_before(connection, now - CALLS_KEPT, MOST).await?;
    let day = (now - CALLS_KEPT).to_zoned(TimeZone::UTC).date();
    let days = model_usage::delete_before(connection, day, MOST).await?;
    row_counts::sum_up(connection).await?;
    info!(
        sessions = forgotten,
        pairs,
        devices,
        counts,
        answers,
        tokens,
        streams,
        messages,
        cached,
        lost_calls,
        calls,
        days,
        "what is left of ended log-ins is forgotten"
    );
    Ok(())
}
