//! Accidents as clients send them.

use garde::Validate;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;
use utoipa::ToSchema;

/// The circumstances of an accident. Korean names such as `기상상태` are accepted as well. Categories are Korean;
/// `GET /api/predict/fields` lists them. Other members are not used, and a note names them.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body, is never built")]
pub(crate) struct AccidentIn {
    /// The weather.
    #[schema(min_length = 1, max_length = 100, example = "맑음")]
    weather: String,
    /// The state of the road's surface.
    #[schema(min_length = 1, max_length = 100, example = "건조")]
    road_surface: String,
    /// The form of the road.
    #[schema(min_length = 1, max_length = 100, example = "교차로 - 교차로안")]
    road_type: String,
    /// Who was involved.
    #[schema(min_length = 1, max_length = 100, example = "차대차")]
    accident_type: String,
    /// The time of day; that of the hour by default.
    #[schema(min_length = 1, max_length = 100, example = "일반시간대")]
    time_period: Option<String>,
    /// The district.
    #[schema(min_length = 1, max_length = 100, example = "대구광역시 중구 동성로1가")]
    district: String,
    /// The day of the week; that of the date by default.
    #[schema(min_length = 1, max_length = 100, example = "수요일")]
    day_of_week: Option<String>,
    /// The hour.
    #[schema(minimum = 0, maximum = 23, example = 14)]
    accident_hour: i32,
    /// The year.
    #[schema(example = 2021)]
    accident_year: i32,
    /// The month.
    #[schema(minimum = 1, maximum = 12, example = 12)]
    accident_month: i32,
    /// The day of the month.
    #[schema(minimum = 1, maximum = 31, example = 8)]
    accident_day: i32,
}

/// A JSON value as it was sent. Members of an object that occur more than once are noted: the value has only the last one.
#[derive(Debug, Default, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct Sent {
    pub(crate) value: Value,
    pub(crate) repeated: Vec<String>,
}

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SentVisitor)
    }
}

struct SentVisitor;

impl<'de> Visitor<'de> for SentVisitor {
    type Value = Sent;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Sent, A::Error> {
        let (mut object, mut repeated) = (Map::new(), Vec::new());
        while let Some((name, value)) = members.next_entry::<String, Value>()? {
            if object.insert(name.clone(), value).is_some() && !repeated.contains(&name) {
                repeated.push(name);
            }
        }
        Ok(Sent { value: object.into(), repeated })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Sent, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Value>()? {
            list.push(item);
        }
        Ok(plain(list))
    }

    fn visit_unit<E: Error>(self) -> Result<Sent, E> {
        Ok(plain(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Sent, E> {
        Ok(plain(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Sent, E> {
        Ok(plain(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Sent, E> {
        Ok(plain(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Sent, E> {
        Ok(plain(Number::from_f64(value).map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Sent, E> {
        Ok(plain(value))
    }
}

fn plain(value: impl Into<Value>) -> Sent {
    Sent { value: value.into(), repeated: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_str, json};

    #[test]
    fn value_is_read_as_sent() {
        for text in
            ["null", "true", "-7", "18446744073709551615", "1.5", "\"비\"", "[1,{\"a\":[]}]", "{\"a\":{\"b\":1}}"]
        {
            let sent: Sent = from_str(text).unwrap();
            assert_eq!((sent.value, sent.repeated.len()), (from_str(text).unwrap(), 0), "{text}");
        }
        assert!(from_str::<Sent>("{").is_err());
    }

    #[test]
    fn repeated_members_are_noted_once() {
        let sent: Sent = from_str(r#"{"weather":"비","weather":"눈","weather":"맑음","a":1}"#).unwrap();
        assert_eq!(sent.repeated, ["weather"]);
        assert_eq!(sent.value, json!({ "weather": "맑음", "a": 1 }));
    }
}
