//! Bodies with placeholders for values that differ between runs, so that whole bodies can be compared.

use super::Reply;
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use uuid::Uuid;

/// Name suffixes of members with measured numbers.
const MEASURED: [&str; 3] = ["_ms", "_milliseconds", "_seconds"];
/// Prefixes of the product's credentials.
const CREDENTIALS: [&str; 2] = ["sisuiq_", "ey"];
/// The length of a trace id or of the shortest digest.
const DIGEST: usize = 32;

impl Reply {
    /// The whole body, with a placeholder for each id, date, credential, digest and measured time. Comparing it detects new and
    /// missing members.
    #[must_use]
    pub fn redacted(&self) -> Value {
        redacted("", &self.body)
    }
}

fn redacted(name: &str, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().map(|(name, member)| (name.clone(), redacted(name, member))).collect::<Value>()
        }
        Value::Array(items) => items.iter().map(|item| redacted(name, item)).collect(),
        Value::Number(_) if MEASURED.iter().any(|end| name.ends_with(end)) => "[measured]".into(),
        Value::String(text) => text.split('/').map(placeholder).collect::<Vec<_>>().join("/").into(),
        other => other.clone(),
    }
}

/// The placeholder for a text or a part of a path that differs between runs. Other texts are unchanged.
fn placeholder(text: &str) -> &str {
    let is_digest = || text.len() >= DIGEST && text.chars().all(|letter| letter.is_ascii_hexdigit());
    let is_credential = || text.len() >= DIGEST && CREDENTIALS.iter().any(|start| text.starts_with(start));
    match text {
        _ if text.parse::<Uuid>().is_ok_and(|id| id.hyphenated().to_string() == text) => "[id]",
        _ if text.parse::<Timestamp>().is_ok() => "[time]",
        _ if text.parse::<Date>().is_ok() => "[date]",
        _ if is_credential() => "[credential]",
        _ if is_digest() => "[digest]",
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, StatusCode};
    use serde_json::json;

    #[test]
    fn replaces_only_what_differs() {
        let body = json!({
            "id": "0190b5a0-0000-7000-8000-000000000000",
            "path": "/api/documents/0190b5a0-0000-7000-8000-000000000000/pages/1",
            "created_at": "2026-11-26T03:30:07Z",
            "day": "2026-11-26",
            "key": "sisuiq_key_abcdefghijklmnopqrstuvwxyz",
            "sha256": "ab".repeat(32),
            "latency_ms": 7,
            "items": [{ "name": "plan.pdf", "pages": 2, "shared": null }],
        });
        let reply = Reply { status: StatusCode::OK, headers: HeaderMap::new(), body };
        let expected = json!({
            "id": "[id]",
            "path": "/api/documents/[id]/pages/1",
            "created_at": "[time]",
            "day": "[date]",
            "key": "[credential]",
            "sha256": "[digest]",
            "latency_ms": "[measured]",
            "items": [{ "name": "plan.pdf", "pages": 2, "shared": null }],
        });
        assert_eq!(reply.redacted(), expected);
    }
}
