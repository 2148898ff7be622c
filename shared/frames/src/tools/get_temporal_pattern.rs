//! The distribution of dates.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line},
    temporal::{Coverage, DAY, Times},
    view::View,
};
use crate::{filter::Filter, frame::Table, number::percent, value::datetime_of};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;
use std::collections::{BTreeMap, HashMap};

/// The numbers of dates by year (if there are several), month and weekday. Shares are of the dates.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetTemporalPattern {
    /// The column of dates, or of texts with dates in ISO 8601.
    pub column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    /// Empty if all dates are of one year.
    years: Vec<Part>,
    months: Vec<Part>,
    /// Monday is 1.
    weekdays: Vec<Part>,
    #[serde(flatten)]
    coverage: Coverage,
}

#[derive(Serialize)]
struct Part {
    value: i16,
    count: usize,
    percent: f64,
}

impl Tool for GetTemporalPattern {
    const NAME: &'static str = "get_temporal_pattern";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let times = Times::of(&*view.filled_column(&self.column)?, &self.column)?;
        // many rows share a day
        let mut days: HashMap<i64, usize, foldhash::fast::RandomState> = HashMap::default();
        for micros in &times.micros {
            *days.entry(micros.div_euclid(DAY)).or_default() += 1;
        }
        let (mut years, mut months, mut weekdays) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (day, count) in days {
            let date = datetime_of(day.saturating_mul(DAY)).date();
            *years.entry(date.year()).or_insert(0) += count;
            *months.entry(i16::from(date.month())).or_insert(0) += count;
            *weekdays.entry(i16::from(date.weekday().to_monday_one_offset())).or_insert(0) += count;
        }
        if years.len() == 1 {
            years.clear();
        }
        let valid = times.coverage.valid;
        let parts = |counts: BTreeMap<i16, usize>| {
            counts.into_iter().map(|(value, count)| Part { value, count, percent: percent(count, valid) }).collect()
        };
        let data = Data {
            column: &self.column,
            years: parts(years),
            months: parts(months),
            weekdays: parts(weekdays),
            coverage: times.coverage,
        };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[&self.column])))
    }
}

const KOREAN_DAYS: [&str; 7] = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 시간 분포"), &format!("Distribution of '{name}' in time"));
        let named = |names: &[&str], value: i16| {
            let place = usize::try_from(value - 1).unwrap_or(usize::MAX);
            names.get(place).map_or_else(String::new, |name| (*name).to_owned())
        };
        if !self.years.is_empty() {
            let year = |value: i16| (format!("{value}년"), value.to_string());
            add_parts(&mut text, ("연도별", "By year"), &self.years, year);
        }
        let month = |value: i16| (format!("{value}월"), named(&MONTHS, value));
        add_parts(&mut text, ("월별", "By month"), &self.months, month);
        let weekday = |value: i16| (named(&KOREAN_DAYS, value), named(&DAYS, value));
        add_parts(&mut text, ("요일별", "By weekday"), &self.weekdays, weekday);
        self.coverage.add_lines(&mut text, ("날짜", "dates"));
        text
    }
}

fn add_parts(text: &mut Text, (korean, english): (&str, &str), parts: &[Part], name: impl Fn(i16) -> (String, String)) {
    line(text, &format!("**{korean}**\n"), &format!("**{english}**\n"));
    for part in parts {
        let (own, other) = name(part.value);
        let figures = format!("{} ({:.2}%)", count(part.count), part.percent);
        line(text, &format!("- {own}: {figures}"), &format!("- {other}: {figures}"));
    }
    text.push("\n", "\n");
}
