//! What an answer did and what it found, without the text that was planted.

use crate::suites::markdown::does_nothing;
use serde_json::{Map, Value, json};
use world::Reply;

/// Stands for the text.
const PLANTED: &str = "⟦planted⟧";

/// What is compared of an answer: its calls with arguments, conditions and results, its figures, its chart, and its refusal.
/// Fails if the text of the answer does anything when it is shown.
pub(super) fn heard(reply: &Reply, planted: &str) -> Result<Value, String> {
    if reply.status != 200 {
        return Err(format!("it is answered with {}: {}", reply.status, reply.body));
    }
    does_nothing(reply.text("content"))?;
    let members = |values: &Value, names: &[&str]| -> Value {
        let of = |value: &Value| names.iter().map(|name| ((*name).to_owned(), value[*name].clone())).collect();
        values.as_array().into_iter().flatten().map(of).map(Value::Object).collect()
    };
    let found = json!({
        "abstained": reply["abstained"],
        "calls": members(&reply["tool_calls"], &["name", "args", "filter", "row_count", "error", "result"]),
        "chart": reply["chart"],
        "figures": members(&reply["figures"], &["call", "path", "text", "value"]),
        "refusal": reply["refusal"]["kind"],
    });
    Ok(without(found, planted))
}

/// A value with a mark in place of the text.
fn without(value: Value, planted: &str) -> Value {
    let marked = |text: String| if planted.is_empty() { text } else { text.replace(planted, PLANTED) };
    match value {
        Value::String(text) => Value::String(marked(text)),
        Value::Array(values) => values.into_iter().map(|value| without(value, planted)).collect(),
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (marked(name), without(value, planted)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        other => other,
    }
}
