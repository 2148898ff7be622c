//! Retention of backups.

use crate::{BackupError, Backups, Result, StoredBackup, erasures::note_of, layout, stored::moment};
use jiff::{SignedDuration, Timestamp, civil::ISOWeekDate, tz::TimeZone};
use sisuiq_admin_db::{backups, erasures, withdrawals};
use std::collections::BTreeSet;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

/// The time after which an incomplete backup counts as abandoned.
const LONGEST_RUN: SignedDuration = SignedDuration::from_hours(24);

/// The longest period of point-in-time recovery of RDS and Aurora: [`Backups::reapply_erasures`] repeats the erasures on a
/// server that was recovered in this way.
const LONGEST_RECOVERY: SignedDuration = SignedDuration::from_hours(35 * 24);

/// The retention of backups: for a number of days and weeks (UTC) with backups, the newest verified one, or else the
/// newest. The newest of all and the newest verified one are never removed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Retention {
    /// Days.
    pub days: usize,
    /// Weeks.
    pub weeks: usize,
}

impl Retention {
    /// The backups that can be removed, of a list ordered newest first.
    #[must_use]
    pub fn removable(self, kept: &[StoredBackup]) -> Vec<Uuid> {
        let day = |one: &StoredBackup| one.taken_at.to_zoned(TimeZone::UTC).date();
        let week = |one: &StoredBackup| {
            let week: ISOWeekDate = day(one).iso_week_date();
            (week.year(), week.week())
        };
        let mut held: BTreeSet<Uuid> = kept.first().map(|newest| newest.id).into_iter().collect();
        held.extend(kept.iter().find(|one| one.verified_at.is_some()).map(|verified| verified.id));
        held.extend(newest_of_each(kept, day, self.days));
        held.extend(newest_of_each(kept, week, self.weeks));
        kept.iter().map(|one| one.id).filter(|id| !held.contains(id)).collect()
    }
}

impl Backups {
    /// Removes backups that are not retained, parts of abandoned ones, and notes of erasures and withdrawals that no restore
    /// needs; returns the removed backups. Fails at the deadline, and the next run removes the rest.
    pub async fn prune(&self, deadline: Option<Instant>) -> Result<Vec<Uuid>> {
        match deadline {
            Some(deadline) => timeout_at(deadline, self.remove_old()).await.unwrap_or(Err(BackupError::OutOfTime)),
            None => self.remove_old().await,
        }
    }

    async fn remove_old(&self) -> Result<Vec<Uuid>> {
        let kept = self.list().await?;
        let removable = self.retention.removable(&kept);
        for id in &removable {
            // row first: if this run is killed in between, the next one finds the objects and removes them
            backups::delete(&self.database.connection().await?, *id).await?;
            self.remove(*id).await?;
        }
        let before = self.clock.now() - LONGEST_RUN;
        for id in self.begun().await? {
            if !kept.iter().any(|kept| kept.id == id) && moment(id)? < before {
                self.remove(id).await?;
            }
        }
        let connection = self.database.connection().await?;
        // the rows of failed ones stay for another 30 days
        backups::delete_failed(&connection, before - LONGEST_RUN * 30).await?;
        drop(connection);
        let oldest = kept.iter().filter(|kept| !removable.contains(&kept.id)).map(|kept| kept.taken_at).min();
        if let Some(oldest) = oldest {
            self.forget_erasures(needless_before(oldest, self.clock.now())).await?;
        }
        tracing::info!(kept = kept.len() - removable.len(), removed = removable.len(), "old backups removed");
        Ok(removable)
    }

    /// Deletes erasures and withdrawals from before this time, here and beside the backups.
    async fn forget_erasures(&self, before: Timestamp) -> Result<()> {
        let is_old = |place: &String| moment(note_of(place)).is_ok_and(|noted| noted < before);
        for folder in [layout::ERASURES, layout::WITHDRAWALS] {
            let notes = self.vault.keys(folder).await?;
            self.vault.delete(&notes.into_iter().filter(is_old).collect::<Vec<_>>()).await?;
        }
        let connection = self.database.connection().await?;
        erasures::forget(&connection, before).await?;
        withdrawals::forget(&connection, before).await?;
        Ok(())
    }
}

/// The time before which erasures are contained in each retained backup and in each state that the database server can restore.
/// `LONGEST_RUN` is subtracted as a margin.
fn needless_before(oldest: Timestamp, now: Timestamp) -> Timestamp {
    oldest.min(now - LONGEST_RECOVERY) - LONGEST_RUN
}

/// The newest verified backup, or else the newest, of each of the last `most` spans that have one.
fn newest_of_each<Span: PartialEq>(
    kept: &[StoredBackup],
    span: impl Fn(&StoredBackup) -> Span,
    most: usize,
) -> Vec<Uuid> {
    let mut found: Vec<(Span, &StoredBackup)> = Vec::new();
    for one in kept {
        let span = span(one);
        match found.last_mut() {
            Some((last, held)) if *last == span => {
                if held.verified_at.is_none() && one.verified_at.is_some() {
                    *held = one;
                }
            }
            _ => found.push((span, one)),
        }
    }
    found.into_iter().take(most).map(|(_, held)| held.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RETENTION: Retention = Retention { days: 3, weeks: 2 };

    fn taken(moments: &[&str]) -> Vec<StoredBackup> {
        let kept = |(number, moment): (usize, &&str)| StoredBackup {
            id: Uuid::from_u128(number as u128),
            taken_at: moment.parse().unwrap(),
            verified_at: None,
        };
        moments.iter().enumerate().map(kept).collect()
    }

    #[test]
    fn verified_backup_of_a_day_stays() {
        let mut kept =
            taken(&["2026-06-05T06:00:00Z", "2026-06-04T18:00:00Z", "2026-06-04T12:00:00Z", "2026-06-04T06:00:00Z"]);
        for whole in [0, 2, 3] {
            kept[whole].verified_at = Some(kept[whole].taken_at);
        }
        let retention = Retention { days: 2, weeks: 0 };
        assert_eq!(numbers(&retention.removable(&kept)), [1, 3]);
    }

    fn numbers(ids: &[Uuid]) -> Vec<u128> {
        ids.iter().map(Uuid::as_u128).collect()
    }

    #[test]
    fn nothing_is_removed_of_nothing() {
        assert!(RETENTION.removable(&[]).is_empty());
    }

    #[test]
    fn newest_of_day_and_week_stays() {
        let kept = taken(&[
            "2026-03-11T12:00:00Z", // Wednesday
            "2026-03-11T06:00:00Z",
            "2026-03-10T06:00:00Z",
            "2026-03-09T06:00:00Z", // Monday
            "2026-03-08T06:00:00Z", // Sunday of the week before
            "2026-03-07T06:00:00Z",
            "2026-03-01T06:00:00Z",
        ]);
        assert_eq!(numbers(&RETENTION.removable(&kept)), [1, 5, 6]);
    }

    #[test]
    fn last_verified_backup_always_stays() {
        let mut kept = taken(&["2026-03-11T12:00:00Z", "2026-03-10T06:00:00Z", "2025-01-01T00:00:00Z"]);
        kept[2].verified_at = Some("2025-01-01T01:00:00Z".parse().unwrap());
        let strict = Retention { days: 1, weeks: 0 };
        assert_eq!(numbers(&strict.removable(&kept)), [1]);
        kept[1].verified_at = kept[2].verified_at;
        assert_eq!(numbers(&strict.removable(&kept)), [2]);
    }

    #[test]
    fn newest_backup_stays_despite_zero_retention() {
        let kept = taken(&["2026-03-11T12:00:00Z", "2026-03-10T06:00:00Z"]);
        assert_eq!(numbers(&Retention { days: 0, weeks: 0 }.removable(&kept)), [1]);
    }

    #[test]
    fn erasures_outlive_backups_and_recovery_window() {
        let now: Timestamp = "2026-06-30T00:00:00Z".parse().unwrap();
        let days = |days: i64| now - SignedDuration::from_hours(24 * days);
        for (oldest, before) in [(now, days(36)), (days(7), days(36)), (days(35), days(36)), (days(60), days(61))] {
            assert_eq!(needless_before(oldest, now), before, "{oldest}");
        }
    }

    proptest! {
        #[test]
        fn retention_limits_the_number_of_backups(hours in prop::collection::vec(0_i64..20_000, 0..60), days in 0_usize..5, weeks in 0_usize..5) {
            let mut hours = hours;
            hours.sort_unstable_by(|one, other| other.cmp(one));
            let kept: Vec<StoredBackup> = hours.iter().enumerate().map(|(number, hour)| StoredBackup {
                id: Uuid::from_u128(number as u128),
                taken_at: Timestamp::UNIX_EPOCH + SignedDuration::from_hours(*hour),
                verified_at: (number % 3 == 1).then_some(Timestamp::UNIX_EPOCH),
            }).collect();
            let removed = Retention { days, weeks }.removable(&kept);
            prop_assert!(kept.len() - removed.len() <= days + weeks + 2);
            prop_assert!(kept.is_empty() || removed.len() < kept.len());
        }
    }
}
