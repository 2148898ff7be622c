//! Scatter plots.

use crate::{
    chart::{Chart, ChartType, DataTable, Warning, WarningCode, no_values},
    drawing::{Axis, Drawing, Measure, OPACITY, Series, color},
    error::ChartError,
    number::index,
    selection::{Selection, named},
    words::{count, plain, say},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Table, Value, filter::Filter, geo::MOST_POINTS, tools::sample};
use sisuiq_model::Language;

/// A request for a scatter plot of the rows with both numbers.
///
/// More than 5,000 points are sampled by [`sisuiq_frames::tools::sample`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Scatter {
    /// The horizontal column.
    pub x: String,
    /// The vertical column.
    pub y: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

impl Scatter {
    pub(crate) fn draw(&self, table: &dyn Table, language: Language) -> Result<Chart, ChartError> {
        let selection = Selection::open(table, self.filter.as_ref(), "filter")?;
        let (left, right) = (selection.numeric(&self.x, "x")?, selection.numeric(&self.y, "y")?);
        let row_count = selection.len();
        let has_both = |place: &usize| !left.is_missing(*place) && !right.is_missing(*place);
        let both: Vec<u32> = (0..row_count).filter(has_both).map(|place| selection.row(place)).collect();
        let used_rows = both.len();
        let rows = sample(both, MOST_POINTS);
        let (x_name, y_name) = (plain(&self.x), plain(&self.y));
        let automatic = say(language, format!("'{x_name}' · '{y_name}' 산점도"), format!("'{x_name}' and '{y_name}'"));
        let missing = [(&self.x, left.missing_count()), (&self.y, right.missing_count())];
        let many = missing.map(|(column, missing)| Warning::of_missing(language, column, missing, row_count));
        let mut chart = Chart {
            kind: ChartType::Scatter,
            title: Chart::titled(language, None, automatic, row_count - used_rows),
            warnings: many.into_iter().flatten().collect(),
            filter: self.filter.clone(),
            row_count,
            used_rows,
            sampled: rows.len() < used_rows,
            table: DataTable {
                columns: vec![say(language, "행 번호", "Row number"), x_name.clone(), y_name.clone()],
                rows: Vec::new(),
            },
            chart: Drawing {
                x: Axis::of(x_name, Measure::Value),
                y: Axis::of(y_name, Measure::Value),
                y2: None,
                series: Vec::new(),
                notice: None,
            },
        };
        if rows.is_empty() {
            return Ok(chart.without_figures(no_values(language)));
        }
        chart.warnings.extend(chart.sampled.then(|| sampled(language, rows.len(), used_rows)));
        self.fill(&mut chart, table, rows)?;
        Ok(chart)
    }

    fn fill(&self, chart: &mut Chart, table: &dyn Table, rows: Vec<u32>) -> Result<(), ChartError> {
        let (left, right) = (named(table, &self.x, "x")?, named(table, &self.y, "y")?);
        let cells = |row: &u32| vec![Value::Integer((*row).into()), left.value(index(*row)), right.value(index(*row))];
        chart.table.rows = rows.iter().map(cells).collect();
        chart.chart.series = vec![Series::Points {
            name: String::new(),
            color: color::SCATTER,
            opacity: OPACITY,
            x: rows.iter().filter_map(|row| left.number(index(*row))).collect(),
            y: rows.iter().filter_map(|row| right.number(index(*row))).collect(),
            rows,
        }];
        Ok(())
    }
}

/// The warning about a sample.
pub(crate) fn sampled(language: Language, shown: usize, all: usize) -> Warning {
    let (shown, all) = (count(shown), count(all));
    let text = say(
        language,
        format!("점 {all}개 중 고정된 표본 {shown}개만 표시합니다."),
        format!("Of {all} points, a fixed sample of {shown} is shown."),
    );
    Warning::new(WarningCode::Sampled, text)
}
