//! Conversion between messages of the gRPC interface and the engine's types.
//!
//! The engine's filters, parameters and configurations deserialize Qdrant's REST format, so
//! they are converted through JSON. Points and vectors are not, because there are many of them.

mod field_index;
mod filter;
mod payload;
mod point_id;
mod search_params;
mod selectors;
mod vectors;

pub use field_index::{index_info, index_schema};
pub use filter::{filter, optional_filter};
pub use payload::{payload_in, payload_out};
pub use point_id::{point_id_in, point_id_out, point_ids};
pub use search_params::search_params;
pub use selectors::{Selection, json_path, selection, with_payload, with_vectors};
pub use vectors::{check_vector, query_vector, vectors_in, vectors_out};

use serde_json::{Map, Value};

/// A JSON object of the fields with a value.
pub fn json_object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let present = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}
