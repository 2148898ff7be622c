//! Message bodies.

use super::{Scenario, Uploaded};
use serde_json::{Value, json};
use sisuiq_events::Pages;

/// S3's notification of the document's upload.
#[must_use]
pub fn landed(document: &Uploaded) -> String {
    assert!(!document.notice.is_empty(), "the file never landed");
    document.notice.clone()
}

/// S3's notification of an upload with another etag.
#[must_use]
pub fn landed_as(document: &Uploaded, etag: &str) -> String {
    let mut notice: Value = serde_json::from_str(&landed(document)).unwrap();
    notice["Records"][0]["s3"]["object"]["eTag"] = json!(etag);
    notice["Records"][0]["s3"]["object"]["versionId"] = json!("a-later-one");
    notice.to_string()
}

/// The message to process a range of pages.
#[must_use]
pub fn pages_message(document: &Uploaded, first_page: u32, last_page: u32) -> String {
    Pages { document_id: document.id.0, version: 1, first_page, last_page, trace_id: None }.to_body()
}

/// The message to purge a document.
#[must_use]
pub fn delete_message(document: &Uploaded) -> String {
    json!({ "kind": "delete", "document_id": document.id }).to_string()
}

impl Scenario {
    /// S3's notification that the document's file was removed.
    #[must_use]
    pub fn removed(&self, document: &Uploaded) -> String {
        self.world.hidden(&document.key)
    }

    /// S3's notification about the current object of this key.
    pub async fn landed_at(&self, key: &str) -> String {
        self.world.landed(key).await
    }
}
