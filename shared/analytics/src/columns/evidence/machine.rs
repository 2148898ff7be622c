//! Numbers that programs write in place of dates.

/// How a column of numbers may hold dates.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NumberedDates {
    /// Days of a spreadsheet: 45296.
    Serial,
    /// Seconds since 1970.
    Seconds,
    /// Thousandths of seconds since 1970.
    Milliseconds,
    /// `20240105`, perhaps with a time of day.
    Compact,
}

/// Counts of a column's numbers by the dates that they may be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Machine([u64; 4]);

const ALL: [NumberedDates; 4] =
    [NumberedDates::Serial, NumberedDates::Seconds, NumberedDates::Milliseconds, NumberedDates::Compact];
/// From 1950 to 2070.
const SERIALS: std::ops::RangeInclusive<u32> = 18_264..=62_093;

impl Machine {
    /// Takes in a number that is written with digits only.
    pub(super) fn look(&mut self, digits: &str) {
        let place = match digits.len() {
            5 if digits.parse().is_ok_and(|number| SERIALS.contains(&number)) => 0,
            10 => 1,
            13 => 2,
            8 | 12 | 14 if is_day(digits) => 3,
            _ => return,
        };
        if let Some(count) = self.0.get_mut(place) {
            *count += 1;
        }
    }

    /// Takes in a number of a workbook.
    pub(super) fn look_at_number(&mut self, number: f64) {
        if (18_264.0..1e14).contains(&number) {
            self.look(&format!("{:.0}", number.floor()));
        }
    }

    /// The dates that all of so many numbers may be.
    pub(crate) fn all(&self, numbers: u64) -> Option<NumberedDates> {
        let found = ALL.iter().zip(self.0).find(|(_, count)| numbers > 0 && *count == numbers);
        found.map(|(kind, _)| *kind)
    }
}

/// Returns whether digits begin with a year, a month and a day.
fn is_day(digits: &str) -> bool {
    let part =
        |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u16>().ok()).unwrap_or_default();
    (1900..=2100).contains(&part(0, 4)) && (1..=12).contains(&part(4, 6)) && (1..=31).contains(&part(6, 8))
}

impl NumberedDates {
    /// What the numbers are.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Serial => "serial numbers of a spreadsheet (45296 is 2024-01-05)",
            Self::Seconds => "seconds since 1970",
            Self::Milliseconds => "milliseconds since 1970",
            Self::Compact => "dates without separators",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Option<NumberedDates> {
        let mut machine = Machine::default();
        for text in texts {
            machine.look(text);
        }
        machine.all(u64::try_from(texts.len()).unwrap())
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for texts in [&["5", "7"][..], &["45296", "12"], &["99999"], &["20241399"], &["45296", "1704412800"], &[]] {
            assert_eq!(of(texts), None, "{texts:?}");
        }
    }

    #[test]
    fn numbers_of_programs_are_known() {
        assert_eq!(of(&["45296", "45320"]), Some(NumberedDates::Serial));
        assert_eq!(of(&["1704412800"]), Some(NumberedDates::Seconds));
        assert_eq!(of(&["1704412800000"]), Some(NumberedDates::Milliseconds));
        assert_eq!(of(&["20240105", "202401051430"]), Some(NumberedDates::Compact));
        let mut machine = Machine::default();
        machine.look_at_number(45_296.75);
        assert_eq!(machine.all(1), Some(NumberedDates::Serial));
    }
}
