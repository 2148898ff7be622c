//! Features of `GeoJSON` (RFC 7946).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sisuiq_frames::geo::Point;
use utoipa::ToSchema;

/// The rings of a polygon: its outline and then its holes, each closed, as longitudes and latitudes.
pub type Rings = Vec<Vec<[f64; 2]>>;

/// Features.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
#[schema(as = GeoFeatures)]
pub struct FeatureCollection {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: CollectionType,
    /// The features.
    pub features: Vec<Feature>,
}

/// A geometry with properties.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
#[schema(as = GeoFeature)]
pub struct Feature {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: FeatureType,
    /// The geometry.
    pub geometry: Geometry,
    /// The properties.
    #[schema(value_type = Object)]
    pub properties: Map<String, Value>,
}

/// The type of features.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
#[schema(as = GeoFeaturesType)]
pub enum CollectionType {
    /// Features.
    #[default]
    FeatureCollection,
}

/// The type of a feature.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
#[schema(as = GeoFeatureType)]
pub enum FeatureType {
    /// A feature.
    #[default]
    Feature,
}

/// A geometry in degrees (WGS84), longitudes first.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", content = "coordinates")]
#[schema(as = GeoGeometry)]
pub enum Geometry {
    /// A point.
    Point([f64; 2]),
    /// A polygon.
    #[schema(value_type = Vec<Vec<Vec<f64>>>)]
    Polygon(Rings),
    /// Several polygons.
    #[schema(value_type = Vec<Vec<Vec<Vec<f64>>>>)]
    MultiPolygon(Vec<Rings>),
}

impl FeatureCollection {
    pub(crate) const fn of(features: Vec<Feature>) -> Self {
        Self { kind: CollectionType::FeatureCollection, features }
    }
}

impl Geometry {
    pub(crate) const fn of(point: Point) -> Self {
        Self::Point([point.longitude, point.latitude])
    }
}
