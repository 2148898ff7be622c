//! Bodies of messages.

use super::{Story, Uploaded};
use serde_json::{Value, json};
use sisuiq_events::Pages;

/// S3's notice that the document's file landed.
pub(crate) fn landed(document: &Uploaded) -> String {
    assert!(!document.notice.is_empty(), "the file never landed");
    document.notice.clone()
}

/// The same of a file with other bytes.
pub(crate) fn landed_as(document: &Uploaded, etag: &str) -> String {
    let mut notice: Value = serde_json::from_str(&landed(document)).unwrap();
    notice["Records"][0]["s3"]["object"]["eTag"] = json!(etag);
    notice["Records"][0]["s3"]["object"]["versionId"] = json!("a-later-one");
    notice.to_string()
}

/// The order to read some pages.
pub(crate) fn pages_message(document: &Uploaded, first_page: u32, last_page: u32) -> String {
    Pages { document_id: document.id.0, version: 1, first_page, last_page, trace_id: None }.to_body()
}

/// The order to clean up.
pub(crate) fn delete_message(document: &Uploaded) -> String {
    json!({ "kind": "delete", "document_id": document.id }).to_string()
}

impl Story {
    /// S3's notice that the document's file is gone.
    pub(crate) fn removed(&self, document: &Uploaded) -> String {
        self.world.hidden(&document.key)
    }

    /// S3's notice of what is under this key now.
    pub(crate) async fn landed_at(&self, key: &str) -> String {
        self.world.landed(key).await
    }
}
