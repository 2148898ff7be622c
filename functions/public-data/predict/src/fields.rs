//! `GET /api/predict/fields`: the fields of an accident and the card of the model.

use axum::body::Bytes;
use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use serde::Serialize;
use sisuiq_accidents::{Domain, Feature, Field, Fields, Language, Predictor, Quality, Severity};
use sisuiq_http::{BadRequest, Forbidden, PreferredLanguage, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AccidentSeverity;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use crate::State;

/// The fields of an accident, and the model.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldsOut {
    /// The fields, in the order of the model.
    fields: Vec<FieldOut>,
    /// The districts by city and county.
    districts: Vec<DistrictsOut>,
    /// The model.
    model: ModelOut,
}

/// A field of an accident.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldOut {
    /// The English name in JSON.
    #[schema(example = "weather")]
    key: String,
    /// The Korean name, which JSON may have instead.
    #[schema(example = "기상상태")]
    korean: String,
    /// The English name for people.
    #[schema(example = "weather")]
    english: String,
    /// Whether it must be given. Day of the week and time of day follow from date and hour.
    required: bool,
    /// The possible values of a category; null for numbers.
    #[schema(example = json!(["기타", "눈", "맑음", "비", "안개", "흐림"]))]
    values: Option<Vec<String>>,
    /// The least number; null for categories.
    #[schema(example = 0)]
    least: Option<i32>,
    /// The greatest number; null for categories.
    #[schema(example = 23)]
    greatest: Option<i32>,
}

/// The districts of a city or county.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DistrictsOut {
    /// The city and county.
    #[schema(example = "대구광역시 중구")]
    area: String,
    /// The values of the field `district` in it.
    #[schema(example = json!(["대구광역시 중구 동성로1가"]))]
    values: Vec<String>,
}

/// The card of the model.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelOut {
    /// Its version.
    #[schema(example = "demo-1")]
    version: String,
    /// True if it learned from invented data: its figures say nothing about real accidents.
    demo: bool,
    /// The origin of the training data.
    #[schema(example = "가상으로 만든 사고")]
    source: String,
    /// The first year of the training data.
    #[schema(example = 2019)]
    first_year: i32,
    /// The last year of the training data.
    #[schema(example = 2021)]
    last_year: i32,
    /// How good its predictions are, in words.
    #[schema(example = "시연용 모델입니다.")]
    quality: String,
    /// The measured quality; null if it was not measured.
    measures: Option<MeasuresOut>,
    /// The share of accidents whose ECLO is in their interval; null if there is none.
    #[schema(example = 0.9, minimum = 0.0, maximum = 1.0)]
    level: Option<f64>,
    /// The classes of severity, the least severe first.
    classes: Vec<ClassOut>,
}

/// The quality of the model on accidents that it did not learn from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeasuresOut {
    /// The number of these accidents.
    #[schema(example = 24_000)]
    accidents: usize,
    /// Root of the mean squared difference of `log1p(ECLO)`.
    #[schema(example = 0.433, minimum = 0.0)]
    rmsle: f64,
    /// The same, if every accident is predicted to be the average one.
    #[schema(example = 0.439, minimum = 0.0)]
    rmsle_constant: f64,
    /// The same of a linear regression.
    #[schema(example = 0.433, minimum = 0.0)]
    rmsle_linear: f64,
    /// The share of accidents within their interval.
    #[schema(example = 0.898, minimum = 0.0, maximum = 1.0)]
    coverage: f64,
}

/// A class of severity.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClassOut {
    /// The class.
    severity: AccidentSeverity,
    /// Its name for people.
    #[schema(example = "일반")]
    name: &'static str,
    /// What it means for people.
    #[schema(example = "경상자가 생길 수 있으며 치료가 필요할 수 있습니다.")]
    detail: &'static str,
    /// The ECLO at which it begins.
    #[schema(example = 3.0, minimum = 0.0)]
    from: f64,
}

/// The description in both languages as JSON, written once.
#[derive(Debug)]
pub(crate) struct Descriptions {
    korean: Bytes,
    english: Bytes,
}

/// Describe fields and model
///
/// The fields of an accident with their names and values, and the card of the model: enough to build a form.
#[utoipa::path(
    get,
    path = "/api/predict/fields",
    tag = "predictions",
    responses((status = 200, body = FieldsOut), BadRequest, Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn fields(
    _caller: User<capabilities::PredictionsUse>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
) -> Response {
    let text = match language {
        Language::Korean => state.descriptions.korean.clone(),
        Language::English => state.descriptions.english.clone(),
    };
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

impl Descriptions {
    /// Describes a model.
    ///
    /// # Errors
    /// The description cannot be written, which is a fault of the program.
    pub(crate) fn new(predictor: &Predictor) -> Result<Self, serde_json::Error> {
        let describe = |language| serde_json::to_vec(&FieldsOut::new(predictor, language)).map(Bytes::from);
        Ok(Self { korean: describe(Language::Korean)?, english: describe(Language::English)? })
    }
}

impl FieldsOut {
    fn new(predictor: &Predictor, language: Language) -> Self {
        Self {
            fields: predictor.fields().iter().map(FieldOut::new).collect(),
            districts: districts(predictor.fields()),
            model: ModelOut::new(predictor, language),
        }
    }
}

impl FieldOut {
    fn new(field: &Field) -> Self {
        let (values, numbers) = match field.domain() {
            Domain::Categories(values) => (Some(values.clone()), None),
            Domain::Integers { least, greatest } => (None, Some((*least, *greatest))),
        };
        Self {
            key: field.key().to_owned(),
            korean: field.name(Language::Korean).to_owned(),
            english: field.name(Language::English).to_owned(),
            required: !matches!(field.feature(), Feature::DayOfWeek | Feature::TimePeriod),
            values,
            least: numbers.map(|(least, _)| least),
            greatest: numbers.map(|(_, greatest)| greatest),
        }
    }
}

/// The districts by the text before their last space.
fn districts(fields: &Fields) -> Vec<DistrictsOut> {
    let Domain::Categories(values) = fields.get(Feature::District).domain() else { return Vec::new() };
    let mut areas: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for value in values {
        let area = value.rsplit_once(' ').map_or(value.as_str(), |(area, _)| area);
        areas.entry(area).or_default().push(value.clone());
    }
    areas.into_iter().map(|(area, values)| DistrictsOut { area: area.to_owned(), values }).collect()
}

impl ModelOut {
    fn new(predictor: &Predictor, language: Language) -> Self {
        let metadata = predictor.metadata();
        let accidents = metadata.rows.map(|rows| rows.test);
        let starts = [0.0].into_iter().chain(predictor.cut_offs().values());
        let classes = Severity::ALL.into_iter().zip(starts).map(|(class, from)| ClassOut {
            severity: class.into(),
            name: class.name(language),
            detail: class.detail(language),
            from,
        });
        Self {
            version: metadata.version.clone(),
            demo: metadata.demo,
            source: metadata.source.get(language).to_owned(),
            first_year: metadata.years.first,
            last_year: metadata.years.last,
            quality: predictor.quality(language).to_owned(),
            measures: metadata.quality.as_ref().zip(accidents).map(|(own, rows)| MeasuresOut::new(own, rows)),
            level: metadata.interval.as_ref().map(|interval| interval.level),
            classes: classes.collect(),
        }
    }
}

impl MeasuresOut {
    const fn new(quality: &Quality, accidents: usize) -> Self {
        Self {
            accidents,
            rmsle: quality.rmsle,
            rmsle_constant: quality.rmsle_constant,
            rmsle_linear: quality.rmsle_linear,
            coverage: quality.coverage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../seeds/accident_model");

    #[test]
    fn description_has_all_fields_and_districts() {
        let predictor = Predictor::load(Path::new(DEMO)).unwrap();
        let out = FieldsOut::new(&predictor, Language::English);
        assert_eq!((out.fields.len(), out.districts.len()), (11, 8));
        assert_eq!(out.districts.iter().map(|area| area.values.len()).sum::<usize>(), 199);
        assert_eq!(out.fields.iter().filter(|field| !field.required).count(), 2);
        let starts: Vec<f64> = out.model.classes.iter().map(|class| class.from).collect();
        assert_eq!(starts, [0.0, 3.0, 5.0, 10.0]);
    }
}
