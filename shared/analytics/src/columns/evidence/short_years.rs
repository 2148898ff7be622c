//! The evidence of a column about the order of dates with years of two digits.

use super::Reason;
use crate::{
    cell::date::short::{ORDERS, ShortHint},
    mapping::DateOrder,
};

/// The fewest different days of a column that show which part is the day.
const DAYS: u32 = 13;

/// Counts of a column's numeric dates with years of two digits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ShortYears {
    /// Texts of this form, and those that are a date in each of [`ORDERS`] and in any of them.
    texts: u64,
    fits: [u64; 3],
    any: u64,
    /// The numbers in each place, as bits.
    numbers: [u128; 3],
}

impl ShortYears {
    pub(super) fn add(&mut self, hint: ShortHint) {
        self.texts += 1;
        self.any += u64::from(hint.order().is_some());
        for (count, fits) in self.fits.iter_mut().zip(hint.fits) {
            *count += u64::from(fits);
        }
        for (seen, number) in self.numbers.iter_mut().zip([hint.first, hint.second, hint.third]) {
            *seen |= 1_u128 << number.unsigned_abs().min(127);
        }
    }

    /// The number of dates; zero if texts of the same form are no dates, as numbers of sections.
    pub(super) const fn dates(&self) -> u64 {
        if self.any == self.texts { self.texts } else { 0 }
    }

    /// The order in which all texts are dates, if there is only one, or if the spread of the numbers or the table leaves only one.
    pub(super) fn decide(
        &self,
        long: Option<(DateOrder, Reason)>,
        table: Option<DateOrder>,
    ) -> Option<(DateOrder, Reason)> {
        let fitting = self.fitting();
        if let [order] = fitting.as_slice() {
            return Some((*order, Reason::Column));
        }
        let spread: Vec<DateOrder> = fitting.iter().copied().filter(|order| !self.is_implausible(*order)).collect();
        if let [order] = spread.as_slice() {
            return Some((*order, Reason::Spread));
        }
        let of_table = long.map(|(order, _)| order).or(table).filter(|order| spread.contains(order))?;
        Some((of_table, Reason::Table))
    }

    /// The orders in which all texts are dates.
    fn fitting(&self) -> Vec<DateOrder> {
        let all = |count: u64| self.texts > 0 && count == self.texts;
        ORDERS.into_iter().zip(self.fits).filter(|(_, count)| all(*count)).map(|(order, _)| order).collect()
    }

    /// Returns whether an order makes years of what are days by all appearances: numbers of many different days of several
    /// months, all in one year or two that follow each other.
    fn is_implausible(&self, order: DateOrder) -> bool {
        let [first, second, third] = self.numbers;
        let are_days_of_years = |days: u128, months: u128, years: u128| {
            let are_few = years.is_power_of_two() || (years.count_ones() == 2 && years & (years << 1) != 0);
            are_few && days.count_ones() >= DAYS && months.count_ones() >= 2
        };
        match order {
            DateOrder::YearFirst => are_days_of_years(first, second, third),
            DateOrder::DayFirst | DateOrder::MonthFirst => are_days_of_years(third, second, first),
        }
    }
}

/// The only order that columns of a table show by themselves; none if they differ.
pub(super) fn of_table<'a>(columns: impl Iterator<Item = &'a ShortYears>) -> Option<DateOrder> {
    let mut found = columns.filter_map(|column| match column.fitting().as_slice() {
        [order] => Some(*order),
        _ => None,
    });
    let first = found.next()?;
    found.all(|order| order == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::date;
    use DateOrder::{DayFirst, MonthFirst, YearFirst};

    fn of<Text: AsRef<str>>(texts: &[Text]) -> ShortYears {
        let mut column = ShortYears::default();
        texts.iter().filter_map(|text| date::short_hint(text.as_ref())).for_each(|hint| column.add(hint));
        column
    }

    #[test]
    fn ambiguous_columns_stay_open() {
        assert_eq!(of(&["05/03/24", "06/04/24"]).decide(None, None), None);
        assert_eq!(of(&["31/01/24", "01/31/24"]).decide(None, None), None);
        assert_eq!(of(&["1.2.10", "1.2.3"]).dates(), 0);
        // the same day of each year, or each day of one month of the year 2001
        let years: Vec<String> = (1..=20).map(|year| format!("01/01/{year:02}")).collect();
        assert_eq!(of(&years).decide(None, None), None);
    }

    #[test]
    fn impossible_days_decide() {
        let decided = |texts: &[&str]| of(texts).decide(None, None);
        assert_eq!(decided(&["05/03/24", "31/03/24"]), Some((DayFirst, Reason::Column)));
        assert_eq!(decided(&["05/03/24", "03/31/24"]), Some((MonthFirst, Reason::Column)));
        assert_eq!(decided(&["24-03-05", "24-03-31"]), Some((YearFirst, Reason::Column)));
    }

    #[test]
    fn many_days_of_one_year_decide() {
        let days: Vec<String> =
            (1..=28).flat_map(|day| [format!("{day:02}.03.24"), format!("{day:02}.04.24")]).collect();
        assert_eq!(of(&days).decide(None, None), Some((DayFirst, Reason::Spread)));
        let days: Vec<String> =
            (1..=28).flat_map(|day| [format!("24.03.{day:02}"), format!("24.04.{day:02}")]).collect();
        assert_eq!(of(&days).decide(None, None), Some((YearFirst, Reason::Spread)));
    }

    #[test]
    fn other_columns_decide() {
        let column = of(&["05/03/24"]);
        assert_eq!(column.decide(Some((MonthFirst, Reason::Table)), None), Some((MonthFirst, Reason::Table)));
        assert_eq!(column.decide(None, Some(YearFirst)), Some((YearFirst, Reason::Table)));
        assert_eq!(of_table([&of(&["31/01/24"]), &of(&["01/31/24"])].into_iter()), None);
    }
}
