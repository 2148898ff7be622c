//! Figures in tables that can be written, plotted and compared.

mod latencies;
mod spread;

pub(crate) use latencies::Latencies;
pub(crate) use spread::Spread;

use serde::{Deserialize, Serialize};

/// Which direction is good.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Better {
    Higher,
    Lower,
    /// Said for understanding, or too noisy to be judged.
    Neither,
}

/// What the figures below each other are.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) better: Better,
    /// Differences up to this, in the column's unit, mean nothing.
    pub(crate) slack: f64,
}

/// The figures of one case.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) values: Vec<Option<f64>>,
}

/// Figures that are read together.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Table {
    /// What the rows are.
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// Figures over what they grow with, both on logarithmic axes.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Plot {
    /// The name of its file, without ending.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) across: String,
    pub(crate) up: String,
    pub(crate) lines: Vec<Line>,
}

/// One line of a plot.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) points: Vec<(f64, f64)>,
}

/// What one measure found.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) title: String,
    /// How it was measured and what to keep in mind.
    pub(crate) notes: Vec<String>,
    pub(crate) tables: Vec<Table>,
    pub(crate) plots: Vec<Plot>,
    /// How long measuring took.
    pub(crate) seconds: f64,
}

impl Column {
    /// A column whose figures should be high.
    pub(crate) fn higher(name: &str) -> Self {
        Self { name: name.to_owned(), better: Better::Higher, slack: 0.0 }
    }

    /// A column whose figures should be low; differences up to `slack` mean nothing.
    pub(crate) fn lower(name: &str, slack: f64) -> Self {
        Self { name: name.to_owned(), better: Better::Lower, slack }
    }

    /// A column that is not judged.
    pub(crate) fn said(name: &str) -> Self {
        Self { name: name.to_owned(), better: Better::Neither, slack: 0.0 }
    }

    /// Requests a second and the percentiles of [`Latencies::figures`]. The tail is said and not judged: on a machine
    /// that the load generator shares, single stalls make it.
    pub(crate) fn of_load() -> Vec<Self> {
        let mut columns = vec![Self::higher("requests/s")];
        columns.extend(Self::of_latencies());
        columns
    }

    /// The percentiles of [`Latencies::figures`].
    pub(crate) fn of_latencies() -> Vec<Self> {
        vec![Self::lower("p50 ms", 0.2), Self::lower("p95 ms", 0.5), Self::said("p99 ms"), Self::said("max ms")]
    }
}

impl Table {
    pub(crate) fn new(name: &str, columns: Vec<Column>) -> Self {
        Self { name: name.to_owned(), columns, rows: Vec::new() }
    }

    /// Adds a row. What is no number was not measured.
    pub(crate) fn add(&mut self, name: impl Into<String>, values: impl IntoIterator<Item = f64>) {
        let values = values.into_iter().map(|value| Some(value).filter(|value| value.is_finite())).collect();
        self.rows.push(Row { name: name.into(), values });
    }

    /// The place of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Plot {
    /// Milliseconds over something.
    pub(crate) fn of_times(name: &str, title: &str, across: &str, lines: Vec<Line>) -> Self {
        let [name, title, across] = [name, title, across].map(str::to_owned);
        Self { name, title, across, up: "ms".to_owned(), lines }
    }
}

impl Section {
    pub(crate) fn new(name: &str, title: &str, notes: Vec<String>) -> Self {
        let (name, title) = (name.to_owned(), title.to_owned());
        Self { name, title, notes, tables: Vec::new(), plots: Vec::new(), seconds: 0.0 }
    }
}

impl Line {
    /// Puts a point on the line of this name, which is begun when there is none.
    pub(crate) fn extend(lines: &mut Vec<Self>, name: &str, point: (f64, f64)) {
        match lines.iter_mut().find(|line| line.name == name) {
            Some(line) => line.points.push(point),
            None => lines.push(Self { name: name.to_owned(), points: vec![point] }),
        }
    }
}

impl Row {
    pub(crate) fn value(&self, column: usize) -> Option<f64> {
        self.values.get(column).copied().flatten()
    }
}

/// A count as a figure.
#[expect(clippy::cast_precision_loss, reason = "a figure is rounded to three digits when it is shown")]
pub(crate) const fn float(count: u64) -> f64 {
    count as f64
}
