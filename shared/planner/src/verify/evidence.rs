//! The figures of results.

use super::figures::Figure;
use crate::answer::CallResult;
use jiff::{ToSpan, civil::Date, civil::DateTime};
use serde_json::Value;

/// The most labels that are looked for in a sentence.
const MOST_LABELS: usize = 2_000;

/// All figures, dates and labels of results.
#[derive(Default)]
pub(super) struct Evidence {
    numbers: Vec<f64>,
    /// Numbers that are percentages.
    percents: Vec<f64>,
    dates: Vec<Date>,
    /// Dates that are bounds and lie outside of a period.
    bounds: Vec<Date>,
    times: Vec<String>,
    /// Names and values with digits and other letters, the longest first.
    labels: Vec<String>,
    /// The length of the longest list.
    ranks: usize,
}

impl Evidence {
    pub(super) fn of(results: &[CallResult]) -> Self {
        let mut found = Self::default();
        for result in results {
            if let Ok(count) = u32::try_from(result.row_count) {
                found.numbers.push(f64::from(count));
            }
            let is_share = result.data.get("normalize").and_then(Value::as_bool).unwrap_or_default();
            found.add(&result.data, "", is_share);
            found.add(&result.arguments, "", false);
        }
        found.labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
        found.labels.dedup();
        found.labels.truncate(MOST_LABELS);
        found
    }

    fn add(&mut self, value: &Value, key: &str, is_share: bool) {
        match value {
            Value::Number(number) => {
                let Some(number) = number.as_f64() else { return };
                self.numbers.push(number);
                if key.contains("percent") {
                    self.percents.push(number);
                }
                if is_share && key == "cells" {
                    self.percents.push(number * 100.0);
                }
            }
            Value::String(text) => self.add_text(text),
            Value::Array(list) => {
                self.ranks = self.ranks.max(list.len());
                for own in list {
                    self.add(own, key, is_share);
                }
            }
            Value::Object(members) => {
                // the end of a period is the day before the bound
                let is_bound = members.get("operator").and_then(Value::as_str) == Some("<");
                for (name, own) in members {
                    self.percents.extend(quartile(name));
                    match own
                        .as_str()
                        .and_then(|text| text.parse::<Date>().ok())
                        .filter(|_| is_bound && name == "value")
                    {
                        Some(date) => {
                            self.bounds.push(date);
                            self.dates.extend(date.checked_sub(1.day()));
                        }
                        None => self.add(own, name, is_share),
                    }
                }
            }
            Value::Bool(_) | Value::Null => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        if let Ok(moment) = text.parse::<DateTime>() {
            self.dates.push(moment.date());
            let time = moment.time();
            self.times.push(format!("{:02}:{:02}", time.hour(), time.minute()));
            self.times.push(format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()));
            return;
        }
        if let Ok(number) = text.trim().parse::<f64>() {
            self.numbers.push(number);
            return;
        }
        self.labels.push(text.to_lowercase());
    }

    /// The figures of one value of a result.
    pub(super) fn of_value(value: &Value, key: &str, is_share: bool) -> Self {
        let mut found = Self::default();
        found.add(value, key, is_share);
        found
    }

    /// Returns whether nothing could support a figure.
    pub(super) const fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.percents.is_empty() && self.dates.is_empty() && self.times.is_empty()
    }

    /// The sentence in lower case, with spaces in the places of names and values that contain digits.
    pub(super) fn masked(&self, sentence: &str) -> String {
        let mut text = sentence.to_lowercase();
        for label in &self.labels {
            let mut from = 0;
            while let Some(place) = text.get(from..).and_then(|rest| rest.find(label.as_str())) {
                let (start, end) = (from + place, from + place + label.len());
                let before = text.get(..start).and_then(|before| before.chars().next_back());
                let after = text.get(end..).and_then(|after| after.chars().next());
                let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
                // a label that ends with a digit is not the start of a longer number
                let is_decimal = after.is_some_and(|letter| matches!(letter, '.' | ','))
                    && text.get(end + 1..).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
                if is_part(before) || is_part(after) || is_decimal {
                    from = end;
                } else {
                    text.replace_range(start..end, &" ".repeat(label.chars().count()));
                    from = start + 1;
                }
            }
        }
        text
    }

    pub(super) fn supports(&self, figure: &Figure) -> bool {
        match figure {
            Figure::Unreadable => false,
            Figure::Date(date) => self.dates.contains(date) || self.bounds.contains(date),
            Figure::Month(year, month) => self.dates.iter().any(|date| date.year() == *year && date.month() == *month),
            Figure::Year(year) => self.is_year(*year),
            Figure::Time(time) => self.times.contains(time),
            Figure::Number { value, tolerance, is_percent, is_ordinal } => {
                let is_near = |own: &f64| is_rounded(*own, *value, *tolerance);
                let numbers = if *is_percent { &self.percents } else { &self.numbers };
                numbers.iter().any(is_near)
                    || *is_ordinal && self.is_rank(*value)
                    || !is_percent && self.is_plain_year(*value)
            }
        }
    }

    fn is_year(&self, year: i16) -> bool {
        self.dates.iter().any(|date| date.year() == year)
            || self.numbers.iter().any(|number| (number - f64::from(year)).abs() < 1e-9)
    }

    /// A year without a word that says so.
    fn is_plain_year(&self, value: f64) -> bool {
        (1_900.0..=2_100.0).contains(&value)
            && self.dates.iter().any(|date| (f64::from(date.year()) - value).abs() < 1e-9)
    }

    fn is_rank(&self, value: f64) -> bool {
        value.fract() == 0.0 && value >= 1.0 && u32::try_from(self.ranks).is_ok_and(|most| value <= f64::from(most))
    }
}

/// Returns whether a figure is a number rounded to its shown digits. A whole number equals itself only, unless it is written with a
/// scale.
fn is_rounded(own: f64, shown: f64, tolerance: f64) -> bool {
    let difference = (own - shown).abs();
    if difference <= 1e-9 * own.abs().max(1e-3) {
        return true;
    }
    let is_whole = own.fract() == 0.0;
    let is_exact_digit = is_whole && tolerance <= 0.5;
    !is_exact_digit && difference <= tolerance * (1.0 + 1e-9)
}

/// The share in the name of a figure: q25 is that of 25 %, top3 none.
fn quartile(name: &str) -> Option<f64> {
    name.strip_prefix('q').and_then(|digits| digits.parse().ok())
}
