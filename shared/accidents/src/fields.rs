//! The fields of an accident with their names and values.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sisuiq_model::Language;
use thiserror::Error;

use crate::calendar::{self, Calendar};
use crate::feature::{Feature, PerFeature};
use crate::given::normalised;

const DATA: &str = include_str!("../data/fields.json");

static BUILT_IN: LazyLock<Result<Fields, FieldsError>> = LazyLock::new(|| Fields::read(DATA));

/// The tables in `data/fields.json` are damaged, which is a fault of the program.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the tables of the fields are damaged: {0}")]
pub struct FieldsError(String);

/// The fields, one for each [`Feature`].
#[derive(Debug)]
pub struct Fields {
    name: String,
    all: PerFeature<Field>,
    calendar: Calendar,
}

/// A field: its names and its possible values.
#[derive(Debug)]
pub struct Field {
    feature: Feature,
    key: String,
    korean: String,
    english: String,
    domain: Domain,
}

/// The possible values of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// One of these texts. The code of a value is its position; the values ascend by code point.
    Categories(Vec<String>),
    /// An integer between two numbers, both included.
    Integers {
        /// The least number.
        least: i32,
        /// The greatest number.
        greatest: i32,
    },
}

impl Fields {
    /// The fields that the product knows: those of the Daegu accident table.
    pub fn built_in() -> Result<&'static Self, FieldsError> {
        BUILT_IN.as_ref().map_err(Clone::clone)
    }

    /// The name of these tables, which a bundle repeats.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The field of a feature.
    #[must_use]
    pub const fn get(&self, feature: Feature) -> &Field {
        self.all.get(feature)
    }

    /// All fields, in the order of the model.
    pub fn iter(&self) -> impl Iterator<Item = &Field> {
        self.all.0.iter()
    }

    /// The field with a key or a Korean name. Matching is exact.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Field> {
        self.iter().find(|field| field.key == name || field.korean == name)
    }

    /// The members of an object under the names of a language: English keys or Korean names. Other members keep their names, and
    /// anything but an object has none.
    #[must_use]
    pub fn renamed(&self, value: &Value, names: Language) -> Map<String, Value> {
        let members = value.as_object().into_iter().flatten();
        let name = |own: &String| self.find(&normalised(own)).map_or_else(|| own.clone(), |field| field.member(names));
        members.map(|(own, value)| (name(own), value.clone())).collect()
    }

    /// The SHA-256, in lower-case hex, of what a model depends on: a line for each field with its Korean name and its categories,
    /// separated by tabs.
    #[must_use]
    pub fn sha256(&self) -> String {
        let mut hasher = Sha256::new();
        for field in self.iter() {
            hasher.update(&field.korean);
            if let Domain::Categories(values) = &field.domain {
                for value in values {
                    hasher.update("\t");
                    hasher.update(value);
                }
            }
            hasher.update("\n");
        }
        hex::encode(hasher.finalize())
    }

    pub(crate) const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    fn read(text: &str) -> Result<Self, FieldsError> {
        let data: Data = serde_json::from_str(text).map_err(|error| FieldsError(error.to_string()))?;
        let read = data.fields.into_iter().zip(Feature::ALL).map(|(field, feature)| field.read(feature));
        let read: Vec<Field> = read.collect::<Result<_, _>>()?;
        let fields: [Field; Feature::COUNT] =
            read.try_into().map_err(|read: Vec<_>| FieldsError(format!("there are {} fields", read.len())))?;
        let all = PerFeature(fields);
        let calendar = calendar::of(&all).ok_or_else(|| FieldsError("a weekday or time of day is missing".into()))?;
        Ok(Self { name: data.name, all, calendar })
    }
}

impl Field {
    /// The feature.
    #[must_use]
    pub const fn feature(&self) -> Feature {
        self.feature
    }

    /// The English key in JSON, such as `road_surface`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The name for users. The Korean one is also a key in JSON and the name of the feature in the model.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    /// The name of the member in JSON: the English key or the Korean name.
    #[must_use]
    pub fn member(&self, names: Language) -> String {
        match names {
            Language::Korean => self.korean.clone(),
            Language::English => self.key.clone(),
        }
    }

    /// The possible values.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The code of a category. Matching is exact.
    #[must_use]
    pub fn code(&self, value: &str) -> Option<i32> {
        let Domain::Categories(values) = &self.domain else { return None };
        values.iter().position(|own| own == value).and_then(|position| i32::try_from(position).ok())
    }

    /// The category with a code.
    #[must_use]
    pub fn category(&self, code: i32) -> Option<&str> {
        let Domain::Categories(values) = &self.domain else { return None };
        values.get(usize::try_from(code).ok()?).map(String::as_str)
    }

    /// The text of a value: the category, or the number in digits.
    #[must_use]
    pub fn text(&self, value: i32) -> String {
        self.category(value).map_or_else(|| value.to_string(), str::to_owned)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    name: String,
    fields: Vec<FieldData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldData {
    key: String,
    korean: String,
    english: String,
    values: Option<Vec<String>>,
    least: Option<i32>,
    greatest: Option<i32>,
}

impl FieldData {
    fn read(self, feature: Feature) -> Result<Field, FieldsError> {
        let Self { key, korean, english, .. } = self;
        let domain = match (self.values, self.least, self.greatest) {
            (Some(values), None, None) if values.is_sorted_by(|one, next| one < next) => Domain::Categories(values),
            (None, Some(least), Some(greatest)) if least < greatest => Domain::Integers { least, greatest },
            _ => return Err(FieldsError(format!("the values of {key}"))),
        };
        Ok(Field { feature, key, korean, english, domain })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_tables_are_complete() {
        let fields = Fields::built_in().unwrap();
        let counts: Vec<usize> = fields
            .iter()
            .map(|field| match field.domain() {
                Domain::Categories(values) => values.len(),
                Domain::Integers { .. } => 0,
            })
            .collect();
        assert_eq!(counts, [6, 6, 11, 0, 0, 0, 3, 0, 4, 199, 7]);
        let district = fields.get(Feature::District);
        assert_eq!(district.code("대구광역시 중구 동성로1가"), Some(161));
        assert_eq!(district.category(198), Some("대구광역시 중구 화전동"));
        assert_eq!(district.category(199), None);
        assert_eq!(district.category(-1), None);
    }

    #[test]
    fn keys_belong_to_their_features() {
        let fields = Fields::built_in().unwrap();
        let keys: Vec<&str> = fields.iter().map(Field::key).collect();
        let expected = "weather road_surface road_type accident_hour accident_year accident_month accident_type accident_day \
                        time_period district day_of_week";
        assert_eq!(keys.join(" "), expected);
        for (field, feature) in fields.iter().zip(Feature::ALL) {
            assert_eq!(field.feature(), feature);
            assert_eq!(fields.find(field.key()).unwrap().feature(), feature);
            assert_eq!(fields.find(field.name(Language::Korean)).unwrap().feature(), feature);
        }
        assert!(fields.find("Weather").is_none());
    }

    #[test]
    fn damaged_tables_are_refused() {
        for text in
            ["", r#"{"name":"a","fields":[]}"#, &DATA.replace("\"심야\"", "\"밤\""), &DATA.replace("\"눈\"", "\"휴\"")]
        {
            assert!(Fields::read(text).is_err(), "{}", text.len());
        }
    }
}
