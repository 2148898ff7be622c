//! Retention of sessions, tokens, counters, streams, messages, links, screenings and model usage.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use sisuiq_accounts_db::{
    admissions, auth_sessions, auth_token_pairs, idempotency_keys, known_devices, one_time_tokens, outbox_messages,
};
use sisuiq_chat_db::{answer_streams, cached_answers, cached_dataset_answers, model_calls, model_usage};
use sisuiq_datasets_db::dataset_shares;
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_sanctions_db::{screened_subjects, screening_alerts, screening_batches, screenings};
use tracing::info;

/// Retention after the end of a session, a token or a counter, for investigations, and after the creation of a stored
/// response or an answer stream. No quota counts longer.
const AFTER_END: SignedDuration = SignedDuration::from_hours(24);
/// Retention of outbox messages that failed for good.
const FAILED_MESSAGES: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Retention of calls of language models and of their usage by account and provider.
const MODEL_USAGE: SignedDuration = SignedDuration::from_hours(400 * 24);
/// Rows of each kind that one run deletes; the next run continues.
const LIMIT: i64 = 1_000;
/// Batches of screenings that one run deletes: each has up to 100,000 rows.
const BATCHES: i64 = 5;

/// Deletes rows whose retention has ended, and releases what lost model calls had reserved.
pub(crate) async fn delete_expired(connection: &Connection, now: Timestamp) -> Result<(), DatabaseError> {
    let sessions = auth_sessions::delete_expired(connection, now - AFTER_END, LIMIT).await?;
    let token_pairs = auth_token_pairs::delete_expired(connection, now - AFTER_END, LIMIT).await?;
    let devices = known_devices::delete_expired(connection, now, LIMIT).await?;
    let quota_counts = admissions::delete_idle(connection, now - AFTER_END, LIMIT).await?;
    let stored_responses = idempotency_keys::delete_expired(connection, now - AFTER_END, LIMIT).await?;
    let one_time_tokens = one_time_tokens::delete_expired(connection, now - AFTER_END, LIMIT).await?;
    let streams = answer_streams::delete_begun_before(connection, now - AFTER_END, LIMIT).await?;
    let messages = outbox_messages::delete_failed(connection, now - FAILED_MESSAGES, LIMIT).await?;
    let cached_answers = cached_answers::delete_expired(connection, now, LIMIT).await?;
    let dataset_shares = dataset_shares::delete_expired(connection, now, LIMIT).await?;
    let cached_dataset_answers = cached_dataset_answers::delete_expired(connection, now, LIMIT).await?;
    let screenings = screenings::delete_expired(connection, now, LIMIT).await?;
    let alerts = screening_alerts::delete_expired(connection, now, LIMIT).await?;
    let screening_batches = screening_batches::delete_expired(connection, now, BATCHES).await?;
    let screened_subjects = screened_subjects::delete_expired(connection, now, LIMIT).await?;
    let lost_calls = model_calls::expire(connection, now).await?;
    let calls = model_calls::delete_before(connection, now - MODEL_USAGE, LIMIT).await?;
    let first_day = (now - MODEL_USAGE).to_zoned(TimeZone::UTC).date();
    let usage = model_usage::delete_before(connection, first_day, LIMIT).await?;
    info!(
        sessions,
        token_pairs,
        devices,
        quota_counts,
        stored_responses,
        one_time_tokens,
        streams,
        messages,
        cached_answers,
        dataset_shares,
        cached_dataset_answers,
        screenings,
        alerts,
        screening_batches,
        screened_subjects,
        lost_calls,
        calls,
        usage,
        "deleted expired rows"
    );
    Ok(())
}
