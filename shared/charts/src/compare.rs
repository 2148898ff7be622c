//! Histograms of two tables.

use crate::{
    bins::{self, Bins},
    chart::{Chart, ChartType, DataTable, Warning, no_values},
    drawing::{Axis, Drawing, Measure, OPACITY, Series, color},
    error::ChartError,
    histogram::check_bins,
    number::{count_value, percent},
    selection::{Numbers, Selection, Source},
    words::{count, plain, say},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Value, filter::Filter};
use sisuiq_model::Language;

/// A request for the histograms of two columns over each other, with the same edges: those of [`crate::histogram::Histogram`] for the
/// numbers of both columns together.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// The column.
    pub column: String,
    /// The column of the other table.
    pub with_column: String,
    /// The number of bins, at most 100; by the rule if it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bins: Option<usize>,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// The condition on rows of the other table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_filter: Option<Filter>,
}

/// The numbers of one of the two columns.
struct Side {
    name: String,
    column: String,
    rows: usize,
    numbers: Numbers,
}

impl Compare {
    pub(crate) fn draw(&self, source: Source<'_>, with: Source<'_>, language: Language) -> Result<Chart, ChartError> {
        check_bins(self.bins)?;
        let left = side(source, self.filter.as_ref(), &self.column, ("filter", "column"))?;
        let right = side(with, self.with_filter.as_ref(), &self.with_column, ("with_filter", "with_column"))?;
        let automatic = say(
            language,
            format!("'{}' · '{}' 비교", left.name, right.name),
            format!("'{}' and '{}'", left.name, right.name),
        );
        let [own, other] = [&left, &right].map(|side| count(side.numbers.missing));
        let title = say(
            language,
            format!("{automatic} (결측 {own}개, {other}개)"),
            format!("{automatic} ({own} and {other} missing)"),
        );
        let warnings =
            [&left, &right].map(|side| Warning::of_missing(language, &side.column, side.numbers.missing, side.rows));
        let chart = Chart {
            kind: ChartType::Compare,
            title,
            warnings: warnings.into_iter().flatten().collect(),
            filter: self.filter.clone(),
            row_count: left.rows + right.rows,
            used_rows: left.numbers.values.len() + right.numbers.values.len(),
            sampled: false,
            table: DataTable { columns: columns(language, [&left.name, &right.name]), rows: Vec::new() },
            chart: Drawing {
                x: Axis::of(axis_label(&left, &right), Measure::Value),
                y: Axis::of(say(language, "행 수", "Rows"), Measure::Count),
                y2: None,
                series: Vec::new(),
                notice: None,
            },
        };
        if chart.used_rows == 0 {
            return Ok(chart.without_figures(no_values(language)));
        }
        Ok(self.filled(chart, left, right))
    }

    fn filled(&self, mut chart: Chart, left: Side, right: Side) -> Chart {
        let mut both: Vec<f64> = left.numbers.values.iter().chain(&right.numbers.values).copied().collect();
        let has_only_whole = |side: &Side| side.numbers.is_whole || side.numbers.values.is_empty();
        let edges = bins::edges(&mut both, has_only_whole(&left) && has_only_whole(&right), self.bins);
        let own = Bins::of(edges.clone(), &left.numbers.values);
        let other = Bins::of(edges, &right.numbers.values);
        let [all, all_others] = [&left, &right].map(|side| side.numbers.values.len());
        for ((edges, count), with) in own.edges.windows(2).zip(&own.counts).zip(&other.counts) {
            let [from, to] = [edges.first(), edges.last()].map(|edge| Value::Number(edge.copied().unwrap_or_default()));
            let shares = [percent(*count, all), percent(*with, all_others)].map(Value::Number);
            let [share, share_of_others] = shares;
            chart.table.rows.push(vec![from, to, count_value(*count), share, count_value(*with), share_of_others]);
        }
        let series = |name: String, color: &'static str, bins: Bins| Series::Bins {
            name,
            color,
            opacity: OPACITY,
            edges: bins.edges,
            counts: bins.counts,
            densities: Vec::new(),
        };
        chart.chart.series = vec![series(left.name, color::HISTOGRAM, own), series(right.name, color::BOX, other)];
        chart
    }
}

fn side(
    source: Source<'_>,
    filter: Option<&Filter>,
    column: &str,
    (filter_field, field): (&'static str, &'static str),
) -> Result<Side, ChartError> {
    let selection = Selection::open(source.table, filter, filter_field)?;
    let numbers = selection.numbers(column, field)?;
    let (table, name) = (plain(source.name), plain(column));
    let name = if table.is_empty() { name } else { format!("{table}: {name}") };
    Ok(Side { name, column: column.to_owned(), rows: selection.len(), numbers })
}

fn axis_label(left: &Side, right: &Side) -> String {
    if left.column == right.column {
        plain(&left.column)
    } else {
        format!("{} / {}", plain(&left.column), plain(&right.column))
    }
}

fn columns(language: Language, [left, right]: [&str; 2]) -> Vec<String> {
    let rows = |name: &str| say(language, format!("{name} 행 수"), format!("{name}: rows"));
    let share = |name: &str| say(language, format!("{name} 비율(%)"), format!("{name}: share (%)"));
    let (from, to) = (say(language, "구간 시작", "From"), say(language, "구간 끝", "To"));
    vec![from, to, rows(left), share(left), rows(right), share(right)]
}
