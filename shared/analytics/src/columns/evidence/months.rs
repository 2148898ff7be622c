//! The evidence of a column of months.

use crate::cell::month::MonthHint;

/// Counts of a column's texts that may be months.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Months {
    /// Months, and texts that may be months or two years.
    pub(crate) count: u64,
    /// Texts that may also be two years, as of a season.
    years: u64,
    /// Texts of the same form that are no months.
    others: u64,
}

impl Months {
    pub(super) fn add(&mut self, hint: MonthHint) {
        match hint {
            MonthHint::Month => self.count += 1,
            MonthHint::MonthOrYears => {
                self.count += 1;
                self.years += 1;
            }
            MonthHint::Other => self.others += 1,
        }
    }

    /// Returns whether the texts are months: all of their form can be, and some can be nothing else.
    pub(crate) const fn are_months(self) -> bool {
        self.count > self.years && self.others == 0
    }

    /// Returns whether texts may be months or two years.
    pub(super) const fn are_open(self) -> bool {
        self.years > 0 && !self.are_months()
    }
}
