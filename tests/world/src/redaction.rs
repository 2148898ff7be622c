//! Snapshots of whole bodies, without the values that differ from run to run.

use super::Reply;
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use uuid::Uuid;

/// Ends of the names of members whose numbers are measured: times, the extent of a backup, scores, and places on a page; or grow
/// with the product.
const MEASURED: [&str; 12] = [
    "_ms",
    "_milliseconds",
    "_seconds",
    "bytes",
    "rows",
    "tables",
    "score",
    "left",
    "top",
    "width",
    "height",
    "reader_version",
];
/// Members with such an end whose numbers are the same in each run.
const FIXED: [&str; 1] = ["header_rows"];
/// Members whose texts differ from run to run, in whatever form.
const VARYING: [&str; 14] = [
    "address",
    "policy",
    "prefix",
    "recovery_codes",
    "referral_code",
    "secret",
    "share_token",
    "share_url",
    "uri",
    "url",
    "version",
    "x",
    "x-amz-credential",
    "x-amz-date",
];
/// Beginnings of the product's credentials.
const CREDENTIALS: [&str; 2] = ["sisuiq_", "ey"];
/// Length of a trace id or of the shortest digest.
const DIGEST: usize = 32;
/// Length of a link's token.
const TOKEN: usize = 43;

/// The folder of all snapshots, one per operation. A test of `tests/whole` compares them with the API description.
const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots");

impl Reply {
    /// Compares the redacted body with `tests/world/snapshots/OPERATION.snap`. `operation` is the operation's id in `openapi.json`.
    ///
    /// With `INSTA_UPDATE=always` the snapshot is written instead. Members are sorted by name, for their order depends on the
    /// packages that are built together.
    #[expect(clippy::return_self_not_must_use, clippy::must_use_candidate, reason = "the comparison is the use")]
    #[track_caller]
    pub fn matches_snapshot(self, operation: &str) -> Self {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(SNAPSHOTS);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_sort_maps(true);
        settings.bind(|| insta::assert_json_snapshot!(operation, self.redacted()));
        self
    }

    /// The whole body, with a placeholder for each id, date, credential, digest and measured number. A snapshot of it notices
    /// members that appear or go.
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
        Value::Number(_) if is_measured(name) => "[measured]".into(),
        Value::String(_) if VARYING.contains(&name) => format!("[{name}]").into(),
        Value::String(text) => {
            let mut after = "";
            let parts = text.split('/').map(|part| {
                // the token of a link is its bytes in base64
                let is_token = std::mem::replace(&mut after, part) == "shared" && part.len() == TOKEN;
                if is_token { "[share_token]" } else { placeholder(part) }
            });
            parts.collect::<Vec<_>>().join("/").into()
        }
        other => other.clone(),
    }
}

fn is_measured(name: &str) -> bool {
    MEASURED.iter().any(|end| name.ends_with(end)) && !FIXED.contains(&name)
}

/// The placeholder of a text, or of a part of a path, that differs from run to run; any other text unchanged.
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
            "rows_url": format!("/api/datasets/shared/{}/rows?limit=1", "a".repeat(TOKEN)),
            "created_at": "2026-11-26T03:30:07Z",
            "day": "2026-11-26",
            "key": "sisuiq_key_abcdefghijklmnopqrstuvwxyz",
            "sha256": "ab".repeat(32),
            "latency_ms": 7,
            "score": 0.93,
            "rows": 7,
            "header_rows": [1, 2],
            "version": 1,
            "upload": { "url": "http://127.0.0.1:4566/world-1", "expires_at": null },
            "recovery_codes": ["7QK2-M9XD-4H3N-WRTB"],
            "items": [{ "name": "plan.pdf", "pages": 2, "shared": null }],
        });
        let reply = Reply { status: StatusCode::OK, headers: HeaderMap::new(), body };
        let expected = json!({
            "id": "[id]",
            "path": "/api/documents/[id]/pages/1",
            "rows_url": "/api/datasets/shared/[share_token]/rows?limit=1",
            "created_at": "[time]",
            "day": "[date]",
            "key": "[credential]",
            "sha256": "[digest]",
            "latency_ms": "[measured]",
            "score": "[measured]",
            "rows": "[measured]",
            "header_rows": [1, 2],
            "version": 1,
            "upload": { "url": "[url]", "expires_at": null },
            "recovery_codes": ["[recovery_codes]"],
            "items": [{ "name": "plan.pdf", "pages": 2, "shared": null }],
        });
        assert_eq!(reply.redacted(), expected);
    }
}
