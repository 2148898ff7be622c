//! Payload indexes in requests and descriptions.

use qdrant_client::qdrant::payload_index_params::IndexParams;
use qdrant_client::qdrant::{
    BoolIndexParams, CreateFieldIndexCollection, DatetimeIndexParams, FieldType, FloatIndexParams, IntegerIndexParams,
    KeywordIndexParams, KeywordPrefixParams, Memory, PayloadIndexParams, PayloadSchemaInfo, PayloadSchemaType,
    UuidIndexParams,
};
use qdrant_edge::{PayloadFieldSchema, PayloadIndexInfo};
use serde_json::{Value, json};
use tonic::Status;
use validator::Validate;

use super::json_object;
use crate::definition::memory;
use crate::failure;

/// The requested index. Its parameters, if given, also determine the type.
pub fn index_schema(request: &CreateFieldIndexCollection) -> Result<PayloadFieldSchema, Status> {
    let params = request.field_index_params.as_ref();
    let json = match params.and_then(|params| params.index_params.as_ref()) {
        Some(params) => params_json(params)?,
        None => type_json(request.field_type)?,
    };
    let schema: PayloadFieldSchema = serde_json::from_value(json).map_err(failure::bad_input)?;
    schema.validate().map_err(|errors| failure::invalid(&errors))?;
    Ok(schema)
}

/// An index as collection info describes it.
pub fn index_info(info: &PayloadIndexInfo) -> PayloadSchemaInfo {
    let data_type = match json!(info.data_type).as_str() {
        Some("keyword") => PayloadSchemaType::Keyword,
        Some("integer") => PayloadSchemaType::Integer,
        Some("float") => PayloadSchemaType::Float,
        Some("geo") => PayloadSchemaType::Geo,
        Some("text") => PayloadSchemaType::Text,
        Some("bool") => PayloadSchemaType::Bool,
        Some("datetime") => PayloadSchemaType::Datetime,
        Some("uuid") => PayloadSchemaType::Uuid,
        _ => PayloadSchemaType::UnknownType,
    };
    let params = info.params.as_ref();
    let index_params = params.and_then(|params| params_out(data_type, &json!(params)));
    PayloadSchemaInfo {
        data_type: data_type.into(),
        params: index_params.map(|index_params| PayloadIndexParams { index_params: Some(index_params) }),
        points: Some(info.points as u64),
    }
}

fn type_json(field_type: Option<i32>) -> Result<Value, Status> {
    let field_type = field_type
        .and_then(|number| FieldType::try_from(number).ok())
        .ok_or_else(|| failure::bad_input("the index has neither a type nor parameters"))?;
    let name = field_type.as_str_name().trim_start_matches("FieldType");
    Ok(json!(name.to_lowercase()))
}

/// Parameters of one type as JSON: the flags named, and what all types have.
macro_rules! to_json {
    ($type:literal, $params:expr, $($flag:ident),*) => {
        json_object([
            ("type", Some(json!($type))),
            ("memory", memory($params.memory)),
            ("nested", $params.nested.as_ref().map(|path| json!(path))),
            $((stringify!($flag), $params.$flag.map(Value::from)),)*
        ])
    };
}

#[expect(deprecated, reason = "clients still send `on_disk`")]
fn params_json(params: &IndexParams) -> Result<Value, Status> {
    use IndexParams::{
        BoolIndexParams, DatetimeIndexParams, FloatIndexParams, GeoIndexParams, IntegerIndexParams, KeywordIndexParams,
        TextIndexParams, UuidIndexParams,
    };
    Ok(match params {
        KeywordIndexParams(keyword) => {
            let mut json = to_json!("keyword", keyword, is_tenant, on_disk, enable_hnsw);
            if let (Value::Object(fields), Some(_)) = (&mut json, keyword.prefix) {
                fields.insert("prefix".to_owned(), json!(true));
            }
            json
        }
        UuidIndexParams(uuid) => to_json!("uuid", uuid, is_tenant, on_disk, enable_hnsw),
        IntegerIndexParams(integer) => {
            to_json!("integer", integer, lookup, range, is_principal, on_disk, enable_hnsw)
        }
        BoolIndexParams(boolean) => to_json!("bool", boolean, on_disk, enable_hnsw),
        FloatIndexParams(float) => to_json!("float", float, is_principal, on_disk, enable_hnsw),
        DatetimeIndexParams(time) => {
            to_json!("datetime", time, is_principal, on_disk, enable_hnsw)
        }
        GeoIndexParams(_) => return Err(failure::not_covered("parameters of geo indexes")),
        TextIndexParams(_) => return Err(failure::not_covered("parameters of text indexes")),
    })
}

/// The reverse of [`to_json`].
macro_rules! from_json {
    ($params:ident, $json:expr, $($flag:ident),* $(; $field:ident = $value:expr)?) => {
        $params {
            $($flag: $json.get(stringify!($flag)).and_then(Value::as_bool),)*
            $($field: $value,)?
            memory: memory_out($json),
            nested: $json.get("nested").and_then(Value::as_str).map(str::to_owned),
        }
    };
}

#[expect(deprecated, reason = "clients still read `on_disk`")]
fn params_out(data_type: PayloadSchemaType, json: &Value) -> Option<IndexParams> {
    let prefix = json.get("prefix").and_then(Value::as_bool) == Some(true);
    let prefix = prefix.then_some(KeywordPrefixParams {});
    Some(match data_type {
        PayloadSchemaType::Keyword => IndexParams::KeywordIndexParams(
            from_json!(KeywordIndexParams, json, is_tenant, on_disk, enable_hnsw; prefix = prefix),
        ),
        PayloadSchemaType::Uuid => {
            IndexParams::UuidIndexParams(from_json!(UuidIndexParams, json, is_tenant, on_disk, enable_hnsw))
        }
        PayloadSchemaType::Integer => IndexParams::IntegerIndexParams(from_json!(
            IntegerIndexParams,
            json,
            lookup,
            range,
            is_principal,
            on_disk,
            enable_hnsw
        )),
        PayloadSchemaType::Bool => {
            IndexParams::BoolIndexParams(from_json!(BoolIndexParams, json, on_disk, enable_hnsw))
        }
        PayloadSchemaType::Float => {
            IndexParams::FloatIndexParams(from_json!(FloatIndexParams, json, is_principal, on_disk, enable_hnsw))
        }
        PayloadSchemaType::Datetime => {
            IndexParams::DatetimeIndexParams(from_json!(DatetimeIndexParams, json, is_principal, on_disk, enable_hnsw))
        }
        PayloadSchemaType::Geo | PayloadSchemaType::Text | PayloadSchemaType::UnknownType => {
            return None;
        }
    })
}

fn memory_out(json: &Value) -> Option<i32> {
    let placement = match json.get("memory").and_then(Value::as_str)? {
        "cold" => Memory::Cold,
        "cached" => Memory::Cached,
        "pinned" => Memory::Pinned,
        _ => return None,
    };
    Some(placement.into())
}
