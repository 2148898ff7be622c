//! The days of a text that follows another one.

use crate::Retry;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sisuiq_db::Transaction;
use sisuiq_documents_db::{document_ranges, law_texts};
use sisuiq_model::DocumentId;

/// Lets the former text end on the day on which its successor begins. What changes is read again.
pub(crate) async fn succeed(
    transaction: &Transaction<'_>,
    former: DocumentId,
    successor: DocumentId,
    now: Timestamp,
) -> Result<(), Retry> {
    let before = law_texts::find_beginning(transaction, former).await?;
    let stated = law_texts::find_beginning(transaction, successor).await?.first_day;
    // a text that states no day applies since it was fetched at the latest
    let begun = before.first_day.unwrap_or_else(|| day_of(before.created_at));
    let day = first_day(stated, begun, day_of(now));
    if stated != Some(day) && law_texts::set_first_day(transaction, successor, day, now).await? {
        document_ranges::mark_stale(transaction, successor, now).await?;
    }
    if law_texts::set_end(transaction, former, day, now).await? {
        document_ranges::mark_stale(transaction, former, now).await?;
    }
    Ok(())
}

/// The first day of a text: the one that it states if the former text began before, else the day of its fetch, as consolidated texts
/// repeat the first day of the original act. It is never before the former text's.
fn first_day(stated: Option<Date>, former: Date, fetched: Date) -> Date {
    stated.filter(|stated| *stated > former).unwrap_or_else(|| fetched.max(former))
}

fn day_of(time: Timestamp) -> Date {
    time.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stated_days_count_after_the_former_text() {
        let (act, fetched, later) = (date(2014, 7, 31), date(2026, 1, 10), date(2026, 6, 1));
        let cases = [
            (None, act, fetched, "none is stated"),
            (Some(act), act, fetched, "the day of the original act"),
            (Some(date(2010, 1, 1)), act, fetched, "before the former text"),
            (Some(later), act, later, "in the future"),
            (Some(date(2026, 1, 1)), act, date(2026, 1, 1), "in the past"),
            (Some(later), later, later, "a correction of a text that has not begun"),
            (None, later, later, "the same, without a day"),
        ];
        for (stated, former, expected, what) in cases {
            assert_eq!(first_day(stated, former, fetched), expected, "{what}");
        }
    }
}
