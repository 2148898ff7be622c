//! Frequencies and means over time.

use crate::{
    chart::{Chart, ChartType, DataTable, Warning, WarningCode, no_values},
    drawing::{Axis, Drawing, Measure, Series, color},
    error::ChartError,
    moments::{Moments, TimeUnit},
    number::{count_value, of_count, percent},
    selection::Selection,
    words::{count, plain, say},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Column, Table, Value, filter::Filter};
use sisuiq_model::Language;
use std::collections::BTreeMap;

/// The largest number of years for which years without rows are drawn too.
const MOST_YEARS: i32 = 200;

/// A request for the numbers of rows by year, month, weekday or hour, and the mean of a column.
///
/// Months, weekdays and hours are those of all years together; those without rows are drawn as zero, and so are years between the
/// first and the last one.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// The column of dates or times, also as texts in ISO 8601 or with an hour only (`2019-01-05 14`), or of whole numbers that
    /// are years, months or hours, if its name ends so: with 년, 연, 년도, 연도 or `year`, with 월 or `month`, with 시, 시각 or `hour`.
    pub column: String,
    /// The unit.
    pub unit: TimeUnit,
    /// A column of numbers, such as ECLO, of which the mean is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// The rows of one unit of time.
#[derive(Clone, Copy, Default)]
struct Bucket {
    rows: usize,
    values: usize,
    sum: f64,
}

impl Bucket {
    fn mean(&self) -> Option<f64> {
        (self.values > 0).then(|| self.sum / of_count(self.values))
    }
}

impl Time {
    pub(crate) fn draw(&self, table: &dyn Table, language: Language) -> Result<Chart, ChartError> {
        let selection = Selection::open(table, self.filter.as_ref(), "filter")?;
        let column = selection.column(&self.column, "column")?;
        let moments = Moments::of(&column, self.unit, &self.column, "column")?;
        let value = self.value.as_ref().map(|value| selection.numeric(value, "value")).transpose()?;
        let row_count = selection.len();
        let used_rows = moments.of_rows.iter().flatten().count();
        let name = plain(&self.column);
        let unit = self.unit.label(language);
        let automatic =
            say(language, format!("'{name}' {unit}별 행 수"), format!("'{name}' by {}", unit.to_lowercase()));
        let mut warnings = Vec::new();
        warnings.extend(Warning::of_missing(language, &self.column, moments.missing, row_count));
        warnings.extend((moments.unreadable > 0).then(|| unreadable(language, &name, moments.unreadable)));
        let buckets = buckets(&moments, value.as_deref(), self.unit);
        if let (Some(name), Some(value)) = (&self.value, &value) {
            warnings.extend(Warning::of_missing(language, name, value.missing_count(), row_count));
        }
        let names: Vec<String> = buckets.keys().map(|number| self.unit.name(*number, language)).collect();
        let mut chart = Chart {
            kind: ChartType::Time,
            title: Chart::titled(language, None, automatic, moments.missing),
            warnings,
            filter: self.filter.clone(),
            row_count,
            used_rows,
            sampled: false,
            table: self.table(language, &buckets, used_rows),
            chart: Drawing {
                x: Axis::of_categories(unit, names),
                y: Axis::of(say(language, "행 수", "Rows"), Measure::Count),
                y2: None,
                series: Vec::new(),
                notice: None,
            },
        };
        if used_rows == 0 {
            return Ok(chart.without_figures(no_values(language)));
        }
        self.add_series(&mut chart, language, &buckets);
        Ok(chart)
    }

    fn add_series(&self, chart: &mut Chart, language: Language, buckets: &BTreeMap<i16, Bucket>) {
        chart.chart.series.push(Series::Bars {
            name: say(language, "행 수", "Rows"),
            color: color::HISTOGRAM,
            counts: buckets.values().map(|bucket| bucket.rows).collect(),
        });
        if let Some(value) = &self.value {
            let name = mean_of(language, value);
            chart.chart.y2 = Some(Axis::of(name.clone(), Measure::Mean));
            chart.chart.series.push(Series::Line {
                name,
                color: color::BOX,
                is_second: true,
                x: Vec::new(),
                y: buckets.values().map(Bucket::mean).collect(),
            });
        }
    }

    fn table(&self, language: Language, buckets: &BTreeMap<i16, Bucket>, all: usize) -> DataTable {
        let (rows, share) = (say(language, "행 수", "Rows"), say(language, "비율(%)", "Share (%)"));
        let mut columns = vec![self.unit.label(language), rows, share];
        if let Some(value) = &self.value {
            let name = plain(value);
            let counted = say(language, format!("'{name}' 값이 있는 행 수"), format!("Rows with '{name}'"));
            columns.extend([mean_of(language, value), counted]);
        }
        let row = |(number, bucket): (&i16, &Bucket)| {
            let name = Value::Text(self.unit.name(*number, language));
            let mut row = vec![name, count_value(bucket.rows), Value::Number(percent(bucket.rows, all))];
            if self.value.is_some() {
                row.extend([bucket.mean().map_or(Value::Missing, Value::Number), count_value(bucket.values)]);
            }
            row
        };
        DataTable { columns, rows: buckets.iter().map(row).collect() }
    }
}

fn buckets(moments: &Moments, value: Option<&Column>, unit: TimeUnit) -> BTreeMap<i16, Bucket> {
    let mut buckets: BTreeMap<i16, Bucket> = BTreeMap::new();
    for (row, number) in moments.of_rows.iter().enumerate() {
        let Some(number) = number else { continue };
        let bucket = buckets.entry(*number).or_default();
        bucket.rows += 1;
        if let Some(value) = value.and_then(|value| value.number(row)) {
            bucket.values += 1;
            bucket.sum += value;
        }
    }
    let present = buckets.keys().next().copied().zip(buckets.keys().next_back().copied());
    let is_short = |(first, last): &(i16, i16)| i32::from(*last) - i32::from(*first) <= MOST_YEARS;
    if let Some((first, last)) = unit.bounds().or(present.filter(is_short)) {
        for number in first..=last {
            buckets.entry(number).or_default();
        }
    }
    buckets
}

fn mean_of(language: Language, value: &str) -> String {
    let name = plain(value);
    say(language, format!("'{name}' 평균"), format!("Mean of '{name}'"))
}

fn unreadable(language: Language, name: &str, values: usize) -> Warning {
    let values = count(values);
    let text = say(
        language,
        format!("'{name}' 열에서 시간으로 읽을 수 없는 값 {values}개는 제외했습니다."),
        format!("{values} values of '{name}' that cannot be read as times are left out."),
    );
    Warning::new(WarningCode::Unreadable, text)
}
