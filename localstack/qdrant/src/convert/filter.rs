//! Filters.

use qdrant_client::qdrant::condition::ConditionOneOf;
use qdrant_client::qdrant::r#match::MatchValue;
use qdrant_client::qdrant::{Condition, DatetimeRange, FieldCondition, Filter, GeoPoint, Match, Range, ValuesCount};
use qdrant_edge::Filter as EngineFilter;
use serde_json::{Value, json};
use tonic::Status;
use validator::Validate;

use super::{json_object, point_ids};
use crate::failure;

/// Converts a filter to the engine's.
pub fn filter(filter: Filter) -> Result<EngineFilter, Status> {
    let filter: EngineFilter = serde_json::from_value(filter_json(filter)?).map_err(failure::bad_input)?;
    filter.validate().map_err(|errors| failure::invalid(&errors))?;
    Ok(filter)
}

pub fn optional_filter(client: Option<Filter>) -> Result<Option<EngineFilter>, Status> {
    client.map(filter).transpose()
}

fn filter_json(filter: Filter) -> Result<Value, Status> {
    let min_should = match filter.min_should {
        None => None,
        Some(min_should) => Some(json!({
            "conditions": conditions(min_should.conditions)?,
            "min_count": min_should.min_count,
        })),
    };
    Ok(json_object([
        ("should", conditions(filter.should)?),
        ("must", conditions(filter.must)?),
        ("must_not", conditions(filter.must_not)?),
        ("min_should", min_should),
    ]))
}

/// Converts conditions to JSON. Returns None for no condition at all, which restricts nothing.
fn conditions(conditions: Vec<Condition>) -> Result<Option<Value>, Status> {
    if conditions.is_empty() {
        return Ok(None);
    }
    let conditions: Result<Vec<Value>, Status> = conditions.into_iter().map(condition).collect();
    Ok(Some(Value::Array(conditions?)))
}

fn condition(condition: Condition) -> Result<Value, Status> {
    let kind = condition.condition_one_of.ok_or_else(|| failure::bad_input("a filter condition is empty"))?;
    Ok(match kind {
        ConditionOneOf::Field(field) => field_condition(field)?,
        ConditionOneOf::IsEmpty(field) => json!({"is_empty": {"key": field.key}}),
        ConditionOneOf::IsNull(field) => json!({"is_null": {"key": field.key}}),
        ConditionOneOf::HasId(ids) => json!({"has_id": point_ids(ids.has_id)?}),
        ConditionOneOf::HasVector(vector) => json!({"has_vector": vector.has_vector}),
        ConditionOneOf::Slice(slice) => {
            json!({"slice": {"total": slice.total, "index": slice.index}})
        }
        ConditionOneOf::Filter(filter) => filter_json(filter)?,
        ConditionOneOf::Nested(nested) => {
            let filter = filter_json(nested.filter.unwrap_or_default())?;
            json!({"nested": {"key": nested.key, "filter": filter}})
        }
    })
}

fn field_condition(field: FieldCondition) -> Result<Value, Status> {
    let range = match (field.range, field.datetime_range) {
        (Some(range), _) => Some(number_range(range)),
        (None, Some(range)) => Some(datetime_range(&range)),
        (None, None) => None,
    };
    let bounding_box = field
        .geo_bounding_box
        .map(|area| json!({"top_left": place(area.top_left), "bottom_right": place(area.bottom_right)}));
    let radius = field.geo_radius.map(|area| json!({"center": place(area.center), "radius": area.radius}));
    if field.geo_polygon.is_some() {
        return Err(failure::not_covered("polygons in filters"));
    }
    Ok(json_object([
        ("key", Some(json!(field.key))),
        ("match", field.r#match.map(match_value).transpose()?),
        ("range", range),
        ("geo_bounding_box", bounding_box),
        ("geo_radius", radius),
        ("values_count", field.values_count.map(values_count)),
        ("is_empty", field.is_empty.map(Value::from)),
        ("is_null", field.is_null.map(Value::from)),
    ]))
}

fn match_value(client: Match) -> Result<Value, Status> {
    let value = client.match_value.ok_or_else(|| failure::bad_input("a match condition has no value"))?;
    Ok(match value {
        MatchValue::Keyword(keyword) => json!({"value": keyword}),
        MatchValue::Integer(integer) => json!({"value": integer}),
        MatchValue::Boolean(boolean) => json!({"value": boolean}),
        MatchValue::Text(text) => json!({"text": text}),
        MatchValue::TextAny(text) => json!({"text_any": text}),
        MatchValue::Phrase(phrase) => json!({"phrase": phrase}),
        MatchValue::Prefix(prefix) => json!({"prefix": prefix}),
        MatchValue::Substring(substring) => json!({"substring": substring}),
        MatchValue::Keywords(keywords) => json!({"any": keywords.strings}),
        MatchValue::Integers(integers) => json!({"any": integers.integers}),
        MatchValue::ExceptKeywords(keywords) => json!({"except": keywords.strings}),
        MatchValue::ExceptIntegers(integers) => json!({"except": integers.integers}),
    })
}

fn number_range(range: Range) -> Value {
    json!({"lt": range.lt, "gt": range.gt, "gte": range.gte, "lte": range.lte})
}

fn datetime_range(range: &DatetimeRange) -> Value {
    let text = |time: Option<prost_types::Timestamp>| time.map(|time| time.to_string());
    json!({
        "lt": text(range.lt), "gt": text(range.gt), "gte": text(range.gte), "lte": text(range.lte),
    })
}

fn values_count(count: ValuesCount) -> Value {
    json!({"lt": count.lt, "gt": count.gt, "gte": count.gte, "lte": count.lte})
}

fn place(point: Option<GeoPoint>) -> Option<Value> {
    point.map(|point| json!({"lon": point.lon, "lat": point.lat}))
}
