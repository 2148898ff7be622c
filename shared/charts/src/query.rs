//! Requests for charts.

use crate::{
    bar::Bar,
    boxplot::Boxplot,
    chart::{Chart, ChartType},
    compare::Compare,
    error::ChartError,
    histogram::Histogram,
    kde::Kde,
    moments::TimeUnit,
    scatter::Scatter,
    selection::Source,
    time::Time,
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::filter::Filter;
use sisuiq_model::Language;

/// A request for a chart, in JSON an object with its `type` and the parameters of that type.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChartQuery {
    /// See [`Histogram`].
    Histogram(Histogram),
    /// See [`Boxplot`].
    Boxplot(Boxplot),
    /// See [`Kde`].
    Kde(Kde),
    /// See [`Scatter`].
    Scatter(Scatter),
    /// See [`Bar`].
    Bar(Bar),
    /// See [`Compare`].
    Compare(Compare),
    /// See [`Time`].
    Time(Time),
}

/// The parameters of all types of charts, as a query string has them. [`ChartParameters::query`] checks them for one type.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChartParameters {
    /// The column of all types but `scatter`.
    pub column: Option<String>,
    /// The horizontal column of `scatter`.
    pub x: Option<String>,
    /// The vertical column of `scatter`.
    pub y: Option<String>,
    /// The column of which `time` draws the mean.
    pub value: Option<String>,
    /// The column of the other table of `compare`.
    pub with_column: Option<String>,
    /// The number of bars of `bar`.
    pub top_n: Option<usize>,
    /// The number of bins of `histogram`, `kde` and `compare`.
    pub bins: Option<usize>,
    /// The unit of `time`: `year`, `month`, `weekday` or `hour`.
    pub unit: Option<String>,
    /// The title of `histogram`.
    pub title: Option<String>,
    /// The condition on rows.
    pub filter: Option<Filter>,
    /// The condition on rows of the other table of `compare`.
    pub with_filter: Option<Filter>,
}

impl ChartQuery {
    /// The type of the chart.
    #[must_use]
    pub const fn kind(&self) -> ChartType {
        match self {
            Self::Histogram(_) => ChartType::Histogram,
            Self::Boxplot(_) => ChartType::Boxplot,
            Self::Kde(_) => ChartType::Kde,
            Self::Scatter(_) => ChartType::Scatter,
            Self::Bar(_) => ChartType::Bar,
            Self::Compare(_) => ChartType::Compare,
            Self::Time(_) => ChartType::Time,
        }
    }

    /// Draws the chart of a table; `with` is the other table of a comparison, which other types do not have.
    pub fn draw(&self, source: Source<'_>, with: Option<Source<'_>>, language: Language) -> Result<Chart, ChartError> {
        match (self, with) {
            (Self::Compare(compare), Some(with)) => compare.draw(source, with, language),
            (Self::Compare(_), None) => Err(ChartError::MissingField("with")),
            (_, Some(_)) => Err(ChartError::UnusedField { field: "with", kind: self.kind() }),
            (Self::Histogram(histogram), None) => histogram.draw(source.table, language),
            (Self::Boxplot(boxplot), None) => boxplot.draw(source.table, language),
            (Self::Kde(kde), None) => kde.draw(source.table, language),
            (Self::Scatter(scatter), None) => scatter.draw(source.table, language),
            (Self::Bar(bar), None) => bar.draw(source.table, language),
            (Self::Time(time), None) => time.draw(source.table, language),
        }
    }
}

impl ChartParameters {
    /// The request for a chart of the type with this name. Parameters that the type needs must be given, others must not.
    pub fn query(mut self, kind: &str) -> Result<ChartQuery, ChartError> {
        let kind = ChartType::parse(kind).ok_or_else(|| ChartError::UnknownType(kind.to_owned()))?;
        let filter = self.filter.take();
        let query = match kind {
            ChartType::Histogram => ChartQuery::Histogram(Histogram {
                column: required(&mut self.column, "column")?,
                bins: self.bins.take(),
                title: self.title.take(),
                filter,
            }),
            ChartType::Boxplot => {
                ChartQuery::Boxplot(Boxplot { column: required(&mut self.column, "column")?, filter })
            }
            ChartType::Kde => {
                let column = required(&mut self.column, "column")?;
                ChartQuery::Kde(Kde { column, bins: self.bins.take(), filter })
            }
            ChartType::Scatter => {
                ChartQuery::Scatter(Scatter { x: required(&mut self.x, "x")?, y: required(&mut self.y, "y")?, filter })
            }
            ChartType::Bar => {
                let column = required(&mut self.column, "column")?;
                ChartQuery::Bar(Bar { column, top_n: self.top_n.take().unwrap_or(Bar::TOP), filter })
            }
            ChartType::Compare => ChartQuery::Compare(Compare {
                column: required(&mut self.column, "column")?,
                with_column: required(&mut self.with_column, "with_column")?,
                bins: self.bins.take(),
                filter,
                with_filter: self.with_filter.take(),
            }),
            ChartType::Time => ChartQuery::Time(Time {
                column: required(&mut self.column, "column")?,
                unit: TimeUnit::parse(&required(&mut self.unit, "unit")?)?,
                value: self.value.take(),
                filter,
            }),
        };
        self.unused().map_or(Ok(query), |field| Err(ChartError::UnusedField { field, kind }))
    }

    /// A parameter that is still there.
    fn unused(&self) -> Option<&'static str> {
        let given = [
            ("column", self.column.is_some()),
            ("x", self.x.is_some()),
            ("y", self.y.is_some()),
            ("value", self.value.is_some()),
            ("with_column", self.with_column.is_some()),
            ("top_n", self.top_n.is_some()),
            ("bins", self.bins.is_some()),
            ("unit", self.unit.is_some()),
            ("title", self.title.is_some()),
            ("with_filter", self.with_filter.is_some()),
        ];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(field, _)| field)
    }
}

fn required(value: &mut Option<String>, field: &'static str) -> Result<String, ChartError> {
    value.take().filter(|value| !value.trim().is_empty()).ok_or(ChartError::MissingField(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(kind: &str, parameters: serde_json::Value) -> (&'static str, &'static str) {
        let parameters: ChartParameters = serde_json::from_value(parameters).unwrap();
        let error = parameters.query(kind).unwrap_err();
        (error.field(), error.code())
    }

    #[test]
    fn errors_name_the_parameter() {
        assert_eq!(refused("pie", json!({ "column": "n" })), ("type", "unknown_type"));
        assert_eq!(refused("scatter", json!({ "x": "n" })), ("y", "missing_field"));
        assert_eq!(refused("scatter", json!({ "y": "n" })), ("x", "missing_field"));
        assert_eq!(refused("histogram", json!({ "column": " " })), ("column", "missing_field"));
        assert_eq!(refused("compare", json!({ "column": "n" })), ("with_column", "missing_field"));
        assert_eq!(refused("boxplot", json!({ "column": "n", "top_n": 5 })), ("top_n", "unused_field"));
        assert_eq!(refused("time", json!({ "column": "n", "unit": "week" })), ("unit", "unknown_value"));
        assert_eq!(refused("time", json!({ "column": "n" })), ("unit", "missing_field"));
    }

    #[test]
    fn json_has_the_type_and_no_unknown_fields() {
        let query: ChartQuery = serde_json::from_value(json!({ "type": "bar", "column": "n" })).unwrap();
        assert_eq!(query, ChartQuery::Bar(Bar { column: "n".to_owned(), top_n: 20, filter: None }));
        let parameters: ChartParameters = serde_json::from_value(json!({ "column": "n" })).unwrap();
        assert_eq!(parameters.query("bar").unwrap(), query);
        for wrong in [
            json!({ "type": "bar", "column": "n", "code": "x" }),
            json!({ "type": "pie", "column": "n" }),
            json!({ "type": "bar" }),
            json!({ "type": "scatter", "x": "n" }),
        ] {
            assert!(serde_json::from_value::<ChartQuery>(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
