//! Charts, maps and district rates of typed tables, as pure functions without input or output.
//!
//! A [`ChartQuery`] draws a [`Chart`]: a title, warnings, the figures as a [`DataTable`], and the same figures as a [`Drawing`] of
//! series, from which [`Chart::to_plotly`] makes a figure of Plotly. A [`MapQuery`] makes a [`PointMap`] of one or several tables, a
//! [`DistrictQuery`] the rates of the 199 legal districts of Daegu as a [`DistrictReport`], whose [`DistrictReport::outlines`] are a
//! choropleth.
//!
//! # Rules that all charts share
//!
//! * A request that cannot be drawn is a [`ChartError`], which names the parameter ([`ChartError::field`]) and says in both languages
//!   what to do. No rows, or no values, are not an error: the chart is empty and has a notice.
//! * Missing values are left out and counted. From 30 % of the rows on there is a warning.
//! * Every number of a drawing is in its table. Numbers are finite: columns with numbers beyond ±10¹⁵⁰ are refused, because their
//!   squares have no finite value.
//! * More than 5,000 points are sampled: the rows with the smallest values of `SplitMix64`, seeded with 42
//!   ([`sisuiq_frames::tools::sample`]). The same rows give the same sample.
//! * Texts are in the language of the request; names and values of the table stay as they are.
//!
//! # Formulas
//!
//! * Bins of histograms: [`histogram::Histogram`]. Quartiles and whiskers: [`boxplot::Boxplot`]. Densities: [`kde::Kde`].
//! * Rates: R. Marshall's global empirical Bayes estimator ([`sisuiq_frames::geo::smoothed_rates`]). Hot spots: Gi* of A. Getis and
//!   J. Ord ([`sisuiq_frames::geo::hot_spots`]).

pub mod bar;
mod bins;
pub mod boxplot;
mod chart;
pub mod compare;
pub mod districts;
mod drawing;
mod error;
mod geojson;
pub mod histogram;
pub mod kde;
pub mod map;
mod moments;
mod number;
mod plotly;
mod query;
pub mod scatter;
mod selection;
pub mod time;
mod words;

pub use chart::{Chart, ChartType, DataTable, Warning, WarningCode};
pub use districts::{DistrictQuery, DistrictReport};
pub use drawing::{Axis, BoxFigures, Drawing, Measure, Scale, Series, color};
pub use error::ChartError;
pub use geojson::{CollectionType, Feature, FeatureCollection, FeatureType, Geometry, Rings};
pub use map::{LayerQuery, MapQuery, PointMap};
pub use moments::TimeUnit;
pub use query::{ChartParameters, ChartQuery};
pub use selection::Source;
