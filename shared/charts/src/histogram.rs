//! Histograms.

use crate::{
    bins::{self, Bins},
    boxplot::{self, box_figures},
    chart::{Chart, ChartType, DataTable, Warning, no_values},
    drawing::{Axis, Drawing, Measure, Series, color},
    error::ChartError,
    number::{count_value, of_count, percent},
    selection::Selection,
    words::{plain, say},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Table, Value, filter::Filter};
use sisuiq_model::Language;

/// A request for a histogram of numbers with a box plot above it.
///
/// The width of the bins is the smaller one of those by Freedman and Diaconis (1981), `2 · IQR / ∛n`, and by Sturges (1926),
/// `range / (log₂ n + 1)`; there are at most 100 bins. They start at the smallest number, end at the largest one and are counted as
/// `numpy.histogram` does. Bins of whole numbers have whole widths and edges at halves.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    /// The column.
    pub column: String,
    /// The number of bins, at most 100; by the rule if it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bins: Option<usize>,
    /// The title, to which the number of missing values is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

impl Histogram {
    pub(crate) fn draw(&self, table: &dyn Table, language: Language) -> Result<Chart, ChartError> {
        check_bins(self.bins)?;
        let selection = Selection::open(table, self.filter.as_ref(), "filter")?;
        let mut numbers = selection.numbers(&self.column, "column")?;
        let (rows, name) = (selection.len(), plain(&self.column));
        let automatic = say(language, format!("'{name}' 분포"), format!("Distribution of '{name}'"));
        let chart = Chart {
            kind: ChartType::Histogram,
            title: Chart::titled(language, self.title.as_deref(), automatic, numbers.missing),
            warnings: Warning::of_missing(language, &self.column, numbers.missing, rows).into_iter().collect(),
            filter: self.filter.clone(),
            row_count: rows,
            used_rows: numbers.values.len(),
            sampled: false,
            table: DataTable { columns: columns(language), rows: Vec::new() },
            chart: Drawing {
                x: Axis::of(name.clone(), Measure::Value),
                y: Axis::of(say(language, "행 수", "Rows"), Measure::Count),
                y2: None,
                series: Vec::new(),
                notice: None,
            },
        };
        let edges = bins::edges(&mut numbers.values, numbers.is_whole, self.bins);
        let found = Bins::of(edges, &numbers.values);
        let Some(figures) = box_figures(&mut numbers.values) else {
            return Ok(chart.without_figures(no_values(language)));
        };
        let mut chart = chart;
        chart.table.rows = rows_of(language, &found);
        let spare = |mut row: Vec<Value>| {
            row.extend([Value::Missing, Value::Missing, Value::Missing]);
            row
        };
        chart.table.rows.extend(boxplot::rows(language, &figures).into_iter().map(spare));
        chart.warnings.extend(boxplot::unlisted(language, &figures));
        chart.chart.series = vec![
            Series::Bins {
                name: name.clone(),
                color: color::HISTOGRAM,
                opacity: 1.0,
                edges: found.edges,
                counts: found.counts,
                densities: Vec::new(),
            },
            Series::Box { name, color: color::HISTOGRAM, is_marginal: true, figures },
        ];
        Ok(chart)
    }
}

/// Refuses numbers of bins that cannot be drawn.
pub(crate) fn check_bins(bins: Option<usize>) -> Result<(), ChartError> {
    if bins.is_some_and(|bins| !(1..=bins::MOST).contains(&bins)) {
        return Err(ChartError::OutOfRange { field: "bins", least: 1.0, most: of_count(bins::MOST) });
    }
    Ok(())
}

fn columns(language: Language) -> Vec<String> {
    let names = match language {
        Language::Korean => ["항목", "값 또는 구간 시작", "구간 끝", "행 수", "비율(%)"],
        Language::English => ["Figure", "Value or from", "To", "Rows", "Share (%)"],
    };
    names.map(str::to_owned).to_vec()
}

fn rows_of(language: Language, bins: &Bins) -> Vec<Vec<Value>> {
    let all = bins.counts.iter().sum();
    let row = |(edges, count): (&[f64], &usize)| {
        let (from, to) = (edges.first().copied().unwrap_or_default(), edges.last().copied().unwrap_or_default());
        vec![
            Value::Text(say(language, "구간", "Bin")),
            Value::Number(from),
            Value::Number(to),
            count_value(*count),
            Value::Number(percent(*count, all)),
        ]
    };
    bins.edges.windows(2).zip(&bins.counts).map(row).collect()
}
