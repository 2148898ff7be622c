//! The rates of districts.

use super::outlines;
use crate::{
    chart::{DataTable, Warning},
    geojson::{Feature, FeatureCollection},
    number::count_value,
    words::{plain, say},
};
use serde::Serialize;
use serde_json::Value as Json;
use sisuiq_frames::{Value, filter::Filter};
use sisuiq_model::Language;
use utoipa::ToSchema;

/// Numbers and rates of all districts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DistrictReport {
    /// The title.
    pub title: String,
    /// What a reader has to know about the figures.
    pub warnings: Vec<Warning>,
    /// The condition on rows; all rows without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub filter: Option<Filter>,
    /// The number of rows that fulfil the condition.
    pub row_count: usize,
    /// The number of these rows in a known district.
    pub used_rows: usize,
    /// The number of rows without a district and without coordinates.
    pub missing: usize,
    /// The rows in no known district.
    pub unknown: UnknownDistricts,
    /// How the district of a row was found.
    pub assigned_by: Assignment,
    /// The column of districts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What the rates are divided by.
    pub exposure: Exposure,
    /// The distance of neighbours in kilometres.
    pub neighbour_km: f64,
    /// The districts in the order of their codes.
    pub districts: Vec<DistrictFigures>,
    /// The districts from the highest smoothed rate on.
    pub table: DataTable,
    /// The source of the outlines.
    pub attribution: String,
}

/// How the district of a row was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DistrictAssignment)]
pub enum Assignment {
    /// By a column of names or codes.
    Column,
    /// By the outline that contains the coordinates.
    Points,
}

/// What rates are divided by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DistrictExposure)]
pub enum Exposure {
    /// Square kilometres.
    Area,
    /// Rows with a value.
    Rows,
}

/// Rows in no known district.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, ToSchema)]
pub struct UnknownDistricts {
    /// Their number.
    pub rows: usize,
    /// The number of different names.
    pub values: usize,
    /// The most frequent names, at most ten.
    pub most: Vec<MostUnknown>,
}

/// A name of no known district.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[schema(as = UnknownDistrict)]
pub struct MostUnknown {
    /// The name.
    pub name: String,
    /// The number of its rows.
    pub rows: usize,
}

/// The figures of a district.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DistrictFigures {
    /// Its number, from 0 to 198.
    pub code: usize,
    /// Its full name.
    pub name: &'static str,
    /// The code of the legal district.
    pub legal_code: &'static str,
    /// The number of its rows.
    pub rows: usize,
    /// The number of rows, or the sum of the values.
    pub events: f64,
    /// Its area in square kilometres, or the number of rows with a value.
    pub exposure: f64,
    /// Events divided by exposure; none without exposure.
    pub rate: Option<f64>,
    /// The rate drawn towards the mean of all districts.
    pub smoothed_rate: f64,
    /// The weight of its own rate in the smoothed one, from 0 to 1.
    pub weight: f64,
    /// The place by smoothed rates, from 1.
    pub rank: usize,
    /// Gi*: above zero where high rates are near each other; none without exposure.
    pub z: Option<f64>,
    /// The two-sided probability of a Gi* as far from zero.
    pub p: Option<f64>,
    /// The smallest false discovery rate at which it is significant.
    pub q: Option<f64>,
    /// The significant cluster that it is in.
    pub cluster: Cluster,
}

/// A significant cluster of rates.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DistrictCluster)]
pub enum Cluster {
    /// High rates, at a false discovery rate of 5 %.
    Hot,
    /// Low rates, at a false discovery rate of 5 %.
    Cold,
    /// No significant cluster.
    None,
}

impl DistrictReport {
    /// The outlines with the figures as properties, for a choropleth.
    #[must_use]
    pub fn outlines(&self) -> FeatureCollection {
        let joined = |(feature, figures): (&Feature, &DistrictFigures)| {
            let mut feature = feature.clone();
            if let Ok(Json::Object(properties)) = serde_json::to_value(figures) {
                feature.properties = properties;
            }
            feature
        };
        let features = outlines::outlines().features.iter().zip(&self.districts);
        FeatureCollection::of(features.map(joined).collect())
    }
}

/// The figures from the highest smoothed rate on.
pub(super) fn table(figures: &[DistrictFigures], value: Option<&str>, language: Language) -> DataTable {
    let (events, exposure) = match value {
        Some(value) => {
            let name = plain(value);
            let counted = say(language, "값이 있는 행 수", "Rows with a value");
            (say(language, format!("'{name}' 합계"), format!("Sum of '{name}'")), counted)
        }
        None => (say(language, "건수", "Events"), say(language, "면적(㎢)", "Area (km²)")),
    };
    let names = match language {
        Language::Korean => {
            ["순위", "법정동", "행 수", "비율", "보정 비율", "자체 비율의 가중치", "Gi*", "p", "q", "군집"]
        }
        Language::English => {
            ["Rank", "District", "Rows", "Rate", "Smoothed rate", "Own weight", "Gi*", "p", "q", "Cluster"]
        }
    };
    let mut columns: Vec<String> = names.map(str::to_owned).to_vec();
    columns.splice(3..3, [events, exposure]);
    let number = |number: Option<f64>| number.map_or(Value::Missing, Value::Number);
    let row = |figures: &&DistrictFigures| {
        vec![
            count_value(figures.rank),
            Value::Text(figures.name.to_owned()),
            count_value(figures.rows),
            Value::Number(figures.events),
            Value::Number(figures.exposure),
            number(figures.rate),
            Value::Number(figures.smoothed_rate),
            Value::Number(figures.weight),
            number(figures.z),
            number(figures.p),
            number(figures.q),
            Value::Text(figures.cluster.label(language)),
        ]
    };
    let mut ranked: Vec<&DistrictFigures> = figures.iter().collect();
    ranked.sort_by_key(|figures| figures.rank);
    DataTable { columns, rows: ranked.iter().map(row).collect() }
}

impl Cluster {
    fn label(self, language: Language) -> String {
        match self {
            Self::Hot => say(language, "높은 곳", "Hot"),
            Self::Cold => say(language, "낮은 곳", "Cold"),
            Self::None => say(language, "–", "–"),
        }
    }
}
