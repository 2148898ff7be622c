//! Payloads.

use std::collections::HashMap;

use qdrant_client::qdrant::Value;
use qdrant_edge::Payload;

pub fn payload_in(payload: HashMap<String, Value>) -> Payload {
    let fields = payload.into_iter();
    Payload(fields.map(|(key, value)| (key, value.into_json())).collect())
}

pub fn payload_out(payload: Option<Payload>) -> HashMap<String, Value> {
    let fields = payload.into_iter().flat_map(|payload| payload.0);
    fields.map(|(key, value)| (key, value.into())).collect()
}
