//! Tables and plots of figures.

mod latencies;
mod spread;

pub(crate) use latencies::Latencies;
pub(crate) use spread::Spread;

use crate::machine::Machine;
use serde::{Deserialize, Serialize};

/// The direction in which a column's figures improve.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Better {
    Higher,
    Lower,
    /// Shown but not compared: it only explains, or it is too noisy.
    Neither,
}

/// A column of a table.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) better: Better,
    /// Tolerated difference, in the column's unit.
    pub(crate) slack: f64,
}

/// The figures of one case, one for each column; none where it was not measured.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) values: Vec<Option<f64>>,
}

/// A table of figures.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Table {
    /// Header of the first column, which names the rows.
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A plot with two logarithmic axes.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Plot {
    /// File name without extension.
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

/// Results of one measure.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) title: String,
    /// Method and caveats.
    pub(crate) notes: Vec<String>,
    pub(crate) tables: Vec<Table>,
    pub(crate) plots: Vec<Plot>,
    /// Duration of the measure.
    pub(crate) seconds: f64,
    /// Where and when it was measured.
    pub(crate) machine: Machine,
}

impl Column {
    /// A column where higher is better.
    pub(crate) fn higher(name: &str) -> Self {
        Self { name: name.to_owned(), better: Better::Higher, slack: 0.0 }
    }

    /// A column where lower is better; differences up to `slack` are tolerated.
    pub(crate) fn lower(name: &str, slack: f64) -> Self {
        Self { name: name.to_owned(), better: Better::Lower, slack }
    }

    /// A column that is shown but not compared.
    pub(crate) fn said(name: &str) -> Self {
        Self { name: name.to_owned(), better: Better::Neither, slack: 0.0 }
    }

    /// Requests a second and the percentiles of [`Latencies::figures`]. The tail is not compared: the load generator
    /// shares the machine, so single stalls determine it.
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

    /// Adds a row. A value that is not finite counts as not measured.
    pub(crate) fn add(&mut self, name: impl Into<String>, values: impl IntoIterator<Item = f64>) {
        let values = values.into_iter().map(|value| Some(value).filter(|value| value.is_finite())).collect();
        self.rows.push(Row { name: name.into(), values });
    }

    /// The index of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Plot {
    /// A plot of milliseconds.
    pub(crate) fn of_times(name: &str, title: &str, across: &str, lines: Vec<Line>) -> Self {
        let [name, title, across] = [name, title, across].map(str::to_owned);
        Self { name, title, across, up: "ms".to_owned(), lines }
    }
}

impl Section {
    pub(crate) fn new(name: &str, title: &str, notes: Vec<String>) -> Self {
        let (name, title) = (name.to_owned(), title.to_owned());
        Self { name, title, notes, tables: Vec::new(), plots: Vec::new(), seconds: 0.0, machine: Machine::default() }
    }
}

impl Line {
    /// Adds a point to the line of this name. Creates the line if it does not exist.
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

/// Converts a count to a figure.
#[expect(clippy::cast_precision_loss, reason = "a figure is rounded to three digits when it is shown")]
pub(crate) const fn float(count: u64) -> f64 {
    count as f64
}
