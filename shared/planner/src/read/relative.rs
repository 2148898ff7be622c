//! Times that depend on today.

use super::Reader;
use crate::{
    query::Remark,
    refusal::{Refusal, RefusalKind},
    words::{Relative, Word},
};
use jiff::{Span as Length, ToSpan, civil::Date};
use sisuiq_model::Text;

impl Relative {
    /// The first day, and the day after the last one. Weeks begin on Monday.
    pub(super) fn days(self, today: Date) -> Option<[Date; 2]> {
        let month = |date: Date| Date::new(date.year(), date.month(), 1).ok();
        let (first, length): (Date, Length) = match self {
            Self::Days(ago) => (today.checked_add(ago.days()).ok()?, 1.day()),
            Self::Weeks(ago) => {
                let monday = today.checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
                (monday.checked_add(ago.weeks()).ok()?, 1.week())
            }
            Self::Months(ago) => (month(today)?.checked_add(ago.months()).ok()?, 1.month()),
            Self::Years(_) => (Date::new(self.year(today)?, 1, 1).ok()?, 1.year()),
        };
        Some([first, first.checked_add(length).ok()?])
    }

    /// The calendar year, if it is one.
    pub(super) fn year(self, today: Date) -> Option<i16> {
        match self {
            Self::Years(ago) => i16::try_from(i32::from(today.year()) + ago).ok(),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// The time that a word stands for.
    pub(super) fn relative(&self, place: usize) -> Option<Relative> {
        match self.word(place) {
            Some(Word::Relative(relative)) => Some(relative),
            _ => None,
        }
    }

    /// Notes which days a time that depends on today was understood as. Such a time outside of the data is refused: their author may
    /// mean the last one of the data.
    pub(super) fn check_relative(
        &mut self,
        (place, end): (usize, usize),
        column: usize,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<(), Refusal> {
        let words: Vec<&str> =
            (place..end).filter(|own| self.relative(*own).is_some()).map(|own| self.text(own)).collect();
        if words.is_empty() {
            return Ok(());
        }
        let word = words.join(" – ");
        let last = to.and_then(|to| to.checked_sub(1.day()).ok());
        let period = self.vocabulary.column(column).and_then(|column| column.period);
        if let Some([first_of_data, last_of_data]) = period
            && (from.is_some_and(|from| from > last_of_data) || last.is_some_and(|last| last < first_of_data))
        {
            return Err(outside(&word, [from, last], &self.name(column), [first_of_data, last_of_data]));
        }
        self.query.remarks.push(Remark::Time { word, from, to: last });
        Ok(())
    }
}

/// The refusal of a time that lies outside of the data.
fn outside(word: &str, meant: [Option<Date>; 2], column: &str, data: [Date; 2]) -> Refusal {
    let [korean, english] = shown(meant);
    let [first, last] = data;
    let text = Text::new(
        format!(
            "'{word}'에 해당하는 기간은 {korean}인데, '{column}' 열의 날짜는 {first}부터 {last}까지입니다. 연도나 날짜를 적어 주세요."
        ),
        format!("'{word}' is {english}, but '{column}' has dates from {first} to {last}. Write the year or the date."),
    );
    let candidates = vec![last.year().to_string()];
    Refusal { words: vec![word.to_owned()], candidates, ..Refusal::new(RefusalKind::RelativeTime, text) }
}

/// Days in words; whole years without their days.
pub(crate) fn shown([from, to]: [Option<Date>; 2]) -> [String; 2] {
    let is_year = |from: &Date, to: &Date| (from.month(), from.day(), to.month(), to.day()) == (1, 1, 12, 31);
    match (from, to) {
        (Some(from), Some(to)) if is_year(&from, &to) && from.year() == to.year() => {
            [format!("{}년", from.year()), from.year().to_string()]
        }
        (Some(from), Some(to)) if is_year(&from, &to) => {
            [format!("{}년부터 {}년까지", from.year(), to.year()), format!("{} to {}", from.year(), to.year())]
        }
        (Some(from), Some(to)) if from == to => [from.to_string(), from.to_string()],
        (Some(from), Some(to)) => [format!("{from}부터 {to}까지"), format!("{from} to {to}")],
        (Some(from), None) => [format!("{from}부터"), format!("from {from} on")],
        (None, Some(to)) => [format!("{to}까지"), format!("until {to}")],
        (None, None) => [String::new(), String::new()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn times_are_of_the_calendar() {
        let today = date(2026, 3, 1);
        let of = |relative: Relative| relative.days(today).unwrap();
        assert_eq!(of(Relative::Years(-1)), [date(2025, 1, 1), date(2026, 1, 1)]);
        assert_eq!(of(Relative::Months(-1)), [date(2026, 2, 1), date(2026, 3, 1)]);
        assert_eq!(of(Relative::Months(-3)), [date(2025, 12, 1), date(2026, 1, 1)]);
        assert_eq!(of(Relative::Weeks(0)), [date(2026, 2, 23), date(2026, 3, 2)], "a Sunday ends its week");
        assert_eq!(of(Relative::Days(-1)), [date(2026, 2, 28), date(2026, 3, 1)]);
    }
}
