//! The series and axes of a chart, in a form of the product's own.

use serde::Serialize;
use utoipa::ToSchema;

/// Colours of series.
pub mod color {
    /// Histograms, bars and counts.
    pub const HISTOGRAM: &str = "#636EFA";
    /// Box plots, means over time and the second table of a comparison.
    pub const BOX: &str = "#EF553B";
    /// Densities.
    pub const KDE: &str = "#00CC96";
    /// Scatter plots.
    pub const SCATTER: &str = "#AB63FA";
}

/// The opacity of points, and of histograms that lie over each other.
pub(crate) const OPACITY: f64 = 0.6;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ChartDrawing)]
pub struct Drawing {
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// A second vertical axis on the right, for means over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y2: Option<Axis>,
    /// The series, those in front last; none if there is nothing to draw.
    pub series: Vec<Series>,
    /// The reason why there is nothing to draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ChartAxis)]
pub struct Axis {
    /// Its label.
    pub label: String,
    /// Its scale.
    pub scale: Scale,
    /// What it measures.
    pub measure: Measure,
    /// The labels of its places, if it has categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
}

/// The scale of an axis.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChartScale)]
pub enum Scale {
    /// Numbers.
    Linear,
    /// Categories at equal distances.
    Category,
}

/// What an axis measures.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChartMeasure)]
pub enum Measure {
    /// The values of a column, in its own unit.
    Value,
    /// Categories.
    Category,
    /// Numbers of rows.
    Count,
    /// Shares per unit of the column, whose area is 1.
    Density,
    /// Means of a column, in its own unit.
    Mean,
}

/// A series.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schema(as = ChartSeries)]
pub enum Series {
    /// Bars between edges: bar `i` reaches from edge `i` to edge `i + 1` and contains its left edge, the last one also its right edge.
    Bins {
        /// Its name.
        name: String,
        /// Its colour.
        color: &'static str,
        /// Its opacity, from 0 to 1.
        opacity: f64,
        /// The edges, one more than bars.
        edges: Vec<f64>,
        /// The number of rows of each bar.
        counts: Vec<usize>,
        /// The height of each bar, if it is not the number of rows.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        densities: Vec<f64>,
    },
    /// One bar for each category of the horizontal axis.
    Bars {
        /// Its name.
        name: String,
        /// Its colour.
        color: &'static str,
        /// The number of rows of each bar.
        counts: Vec<usize>,
    },
    /// A line through points.
    Line {
        /// Its name.
        name: String,
        /// Its colour.
        color: &'static str,
        /// It belongs to the second vertical axis.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        is_second: bool,
        /// The places of the points; the categories of the horizontal axis without them.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        x: Vec<f64>,
        /// The heights; the line has a gap where there is none.
        y: Vec<Option<f64>>,
    },
    /// Points.
    Points {
        /// Its name.
        name: String,
        /// Its colour.
        color: &'static str,
        /// Its opacity, from 0 to 1.
        opacity: f64,
        /// The places.
        x: Vec<f64>,
        /// The heights.
        y: Vec<f64>,
        /// The row of each point in the table, from 0.
        rows: Vec<u32>,
    },
    /// A box plot.
    Box {
        /// Its name.
        name: String,
        /// Its colour.
        color: &'static str,
        /// It lies along the horizontal axis, above the other series.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        is_marginal: bool,
        /// Its figures.
        #[serde(flatten)]
        figures: BoxFigures,
    },
}

/// The figures of a box plot.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ChartBox)]
pub struct BoxFigures {
    /// The smallest number that is not an outlier.
    pub lower_whisker: f64,
    /// The first quartile.
    pub q1: f64,
    /// The median.
    pub median: f64,
    /// The third quartile.
    pub q3: f64,
    /// The largest number that is not an outlier.
    pub upper_whisker: f64,
    /// The mean.
    pub mean: f64,
    /// The number of outliers below.
    pub below: usize,
    /// The number of outliers above.
    pub above: usize,
    /// The outliers in order, at most 100: those furthest from the box.
    pub outliers: Vec<f64>,
}

impl Axis {
    /// An axis of numbers.
    pub(crate) const fn of(label: String, measure: Measure) -> Self {
        Self { label, scale: Scale::Linear, measure, categories: Vec::new() }
    }

    /// An axis of categories.
    pub(crate) const fn of_categories(label: String, categories: Vec<String>) -> Self {
        Self { label, scale: Scale::Category, measure: Measure::Category, categories }
    }
}
