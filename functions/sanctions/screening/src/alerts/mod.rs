//! Alerts: entries of lists that resemble a subject.

pub(crate) mod confirm;
pub(crate) mod decide;
pub(crate) mod list;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use sisuiq_model::{AlertId, AlertOpening, AlertStatus};
use utoipa::ToSchema;

/// The progress of an alert.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlertStatusOut {
    id: AlertId,
    status: AlertStatus,
    /// Why it was opened again; null if it is not open.
    opening: Option<AlertOpening>,
}

/// The day by UTC, on which decisions may have expired.
pub(crate) fn today(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

/// Whether a decision no longer holds, by the first day on which it does not.
pub(crate) fn has_expired(expires_on: Option<Date>, today: Date) -> bool {
    expires_on.is_some_and(|first| first <= today)
}
