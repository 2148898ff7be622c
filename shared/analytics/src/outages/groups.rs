//! Values that stand in the first row of a group only, and the order of days.

use jiff::civil::Date;
use std::borrow::Borrow;

/// What tells whether blank cells of a column mean the value above: each value stands once, in the first row of its group.
#[derive(Clone, Debug)]
pub(crate) struct Groups<Value> {
    last: Option<Value>,
    /// Rows, those without a value, and values that rows without one follow.
    rows: u64,
    pub(crate) blanks: u64,
    heads: u64,
    is_after_blank: bool,
    is_refuted: bool,
}

impl<Value> Default for Groups<Value> {
    fn default() -> Self {
        Self { last: None, rows: 0, blanks: 0, heads: 0, is_after_blank: false, is_refuted: false }
    }
}

impl<Value> Groups<Value> {
    /// Takes in a row with a value.
    pub(crate) fn fill<Borrowed>(&mut self, value: &Borrowed)
    where
        Value: Borrow<Borrowed>,
        Borrowed: PartialEq + ToOwned<Owned = Value> + ?Sized,
    {
        self.rows += 1;
        self.is_after_blank = false;
        if self.is_refuted {
            return;
        }
        // a group has one head: a value that follows itself is written in each row
        if self.last.as_ref().is_some_and(|last| last.borrow() == value) {
            self.is_refuted = true;
        } else {
            self.last = Some(value.to_owned());
        }
    }

    /// Takes in a row without a value.
    pub(crate) fn skip(&mut self) {
        self.rows += 1;
        self.blanks += 1;
        self.is_refuted |= self.last.is_none();
        self.heads += u64::from(!self.is_after_blank);
        self.is_after_blank = true;
    }

    /// Takes in a row that no group of this kind has.
    pub(crate) const fn refute(&mut self) {
        self.is_refuted = true;
    }

    /// Returns whether blank cells may mean the value above: a third of the rows have none, below several values or one of most
    /// rows, and no value is repeated from one row to the next.
    pub(crate) const fn are_likely(&self) -> bool {
        !self.is_refuted
            && self.blanks * 3 >= self.rows
            && (self.heads > 1 || self.blanks * 2 >= self.rows)
            && self.blanks > 0
    }
}

/// The order of the days of rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DayOrder {
    last: Option<Date>,
    rises: bool,
    falls: bool,
}

impl DayOrder {
    pub(crate) fn add(&mut self, day: Date) {
        if let Some(last) = self.last {
            self.rises |= day > last;
            self.falls |= day < last;
        }
        self.last = Some(day);
    }

    /// Returns whether all days so far were in order and this one is not.
    pub(crate) fn is_broken_by(self, day: Date) -> bool {
        match (self.rises, self.falls) {
            (true, false) => self.last.is_some_and(|last| day < last),
            (false, true) => self.last.is_some_and(|last| day > last),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn are_likely(values: &[&str]) -> bool {
        let mut groups = Groups::<String>::default();
        for value in values {
            if value.is_empty() { groups.skip() } else { groups.fill(*value) }
        }
        groups.are_likely()
    }

    #[test]
    fn missing_values_are_no_groups() {
        for values in [
            &["", "a", "", "b"][..],
            &["a", "a", "", "b", ""],
            &["a", "b", "c", "d", "e", "f", "g", ""],
            &["a", "b", "c"],
            &["a", "", "a", "", "b", ""],
            &[],
        ] {
            assert!(!are_likely(values), "{values:?}");
        }
    }

    #[test]
    fn values_of_first_rows_are_groups() {
        for values in [&["a", "", "b", ""][..], &["a", "", "", "b", "c", "", "a"], &["a", "", ""]] {
            assert!(are_likely(values), "{values:?}");
        }
    }

    #[test]
    fn days_in_order_begin_anew() {
        let mut order = DayOrder::default();
        let day = |day| date(2024, 1, day);
        assert!(!order.is_broken_by(day(1)));
        for number in [5, 5, 9] {
            order.add(day(number));
        }
        assert!(order.is_broken_by(day(8)) && !order.is_broken_by(day(9)));
        order.add(day(7));
        assert!(!order.is_broken_by(day(1)), "days without order begin nowhere");
    }
}
