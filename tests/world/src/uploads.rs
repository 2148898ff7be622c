//! Uploads like a client's: a form from the product, posted to the bucket.

use super::{Person, Reply};
use axum::body::Body;
use http::{Method, Request};
use reqwest::{
    Client, StatusCode,
    multipart::{self, Part},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An uploaded document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// The key of its object.
    pub key: String,
    /// SHA-256 of its bytes in lower-case hex.
    pub sha256: String,
}

impl Document {
    /// Its path.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/api/documents/{}", self.id)
    }

    /// The path of one of its pages.
    #[must_use]
    pub fn page(&self, number: u32) -> String {
        format!("/api/documents/{}/pages/{number}", self.id)
    }
}

/// The form for posting a file.
#[derive(Clone, Debug)]
pub struct Form {
    /// The id of the document.
    pub id: String,
    /// The URL to post to.
    pub url: String,
    /// The fields before the file.
    pub fields: BTreeMap<String, String>,
    /// The file's content type.
    pub content_type: String,
}

impl Form {
    /// Reads the form in a reply.
    #[must_use]
    pub fn of(created: &Reply) -> Self {
        let fields = serde_json::from_value(created["upload"]["fields"].clone()).expect("the fields are texts");
        let url = created["upload"]["url"].as_str().expect("the form has an address").to_owned();
        let content_type =
            created["upload"]["fields"]["Content-Type"].as_str().expect("the form has a type").to_owned();
        Self { id: created.text("id").to_owned(), url, fields, content_type }
    }

    /// The object key of the file.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.fields["key"]
    }

    /// Posts a file and returns the bucket's status.
    pub async fn post(&self, bytes: &[u8]) -> StatusCode {
        let fields = self
            .fields
            .iter()
            .fold(multipart::Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
        let file = Part::bytes(bytes.to_vec()).file_name("file.pdf").mime_str(&self.content_type);
        let form = fields.part("file", file.expect("the content type is well formed"));
        let answer = Client::new().post(&self.url).multipart(form).send().await;
        answer.expect("the bucket answers").status()
    }
}

/// An uploaded table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// The key of its object.
    pub key: String,
}

impl Table {
    /// Its address.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/api/ingest/data/{}", self.id)
    }
}

const BOUNDARY: &str = "a-line-that-no-file-has";

/// A form with a file and other fields.
fn form(name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

impl Person {
    /// Creates an upload.
    pub async fn creates(&self, input: Value) -> Reply {
        self.post("/api/documents", input).await
    }

    /// Creates an upload for a file of this size and returns its form.
    pub async fn begins_upload(&self, name: &str, size: usize) -> Form {
        Form::of(&self.creates(json!({ "name": name, "size": size })).await.is(201))
    }

    /// Sends a file with a form, and an `Idempotency-Key` if one is given.
    pub async fn sends_file(
        &self,
        path: &str,
        file: (&str, &[u8]),
        fields: &[(&str, &str)],
        key: Option<&str>,
    ) -> Reply {
        self.world.send(self.with_file(path, file, fields, key)).await
    }

    /// The request that [`Self::sends_file`] sends.
    #[must_use]
    pub fn with_file(
        &self,
        path: &str,
        (file_name, bytes): (&str, &[u8]),
        fields: &[(&str, &str)],
        key: Option<&str>,
    ) -> Request<Body> {
        // a new one for each request, as in browsers
        let boundary = format!("boundary-{}", Uuid::new_v4().simple());
        let part = |head: &str| format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n");
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("{}\r\n{value}\r\n", part(&format!("name=\"{name}\""))).bytes());
        }
        // the escapes of browsers in a quoted text (HTML, "multipart form data")
        let file_name = file_name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let head = part(&format!("name=\"file\"; filename=\"{file_name}\""));
        body.extend(format!("{head}Content-Type: application/pdf\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{boundary}--\r\n").bytes());
        let request = self.request(&Method::POST, path);
        let request = request.header("content-type", format!("multipart/form-data; boundary={boundary}"));
        let request = key.into_iter().fold(request, |request, key| request.header("idempotency-key", key));
        request.body(Body::from(body)).expect("the request is well formed")
    }

    /// Uploads a new version of a document, waits until it is processed, and returns its number.
    pub async fn uploads_version(&self, document: &Document, bytes: &[u8]) -> i32 {
        let (form, version) = self.begins_version(document, bytes.len()).await;
        let answer = form.post(bytes).await;
        assert!(answer.is_success(), "the bucket answers {answer}");
        let notice = self.world.landed(form.key()).await;
        assert!(self.world.deliver(&[notice]).await.batch_item_failures.is_empty(), "{version} cannot be taken in");
        self.world.deliver_all().await;
        version
    }

    /// Creates an upload for a new version of a document, and returns its form and number.
    pub async fn begins_version(&self, document: &Document, size: usize) -> (Form, i32) {
        let path = format!("{}/versions", document.path());
        let mut created = self.post(&path, json!({ "size": size })).await.is(201);
        let version = created["version"].as_i64().and_then(|version| i32::try_from(version).ok());
        created.body["id"] = json!(document.id);
        (Form::of(&created), version.expect("a version has a number"))
    }

    /// Uploads a file to the bucket without notifying the ingestion.
    pub async fn puts(&self, name: &str, bytes: &[u8]) -> Document {
        let form = self.begins_upload(name, bytes.len()).await;
        let answer = form.post(bytes).await;
        assert!(answer.is_success(), "the bucket answers {answer}");
        Document { id: form.id.clone(), key: form.key().to_owned(), sha256: digest(bytes) }
    }

    /// Uploads a table with a form, and waits until it is processed.
    pub async fn tabulates(&self, name: &str, bytes: &[u8], customers_served: Option<f64>) -> Table {
        let input = json!({ "name": name, "size": bytes.len(), "customers_served": customers_served });
        let form = Form::of(&self.post("/api/ingest/data/uploads", input).await.is(201));
        let answer = form.post(bytes).await;
        assert!(answer.is_success(), "the bucket answers {answer}");
        let table = Table { id: form.id.clone(), key: form.key().to_owned() };
        let notice = self.world.landed(&table.key).await;
        assert!(self.world.deliver(&[notice]).await.batch_item_failures.is_empty(), "{name} cannot be taken in");
        table
    }

    /// Sends a table in a request, without notifying the ingestion.
    pub async fn posts_table(&self, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Reply {
        let request = self.request(&http::Method::POST, "/api/ingest/data");
        let request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        self.world.send(request.body(Body::from(form(name, bytes, fields))).expect("the request is well formed")).await
    }

    /// Sends a table in a request, while the ingestion processes it.
    pub async fn sends_table(&self, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Reply {
        self.world.ingest().await;
        let known = self.world.tables().await;
        let takes_in = async {
            loop {
                let landed = self.world.tables().await;
                if let Some(key) = landed.iter().find(|key| !known.contains(key)) {
                    let notice = self.world.landed(key).await;
                    self.world.deliver(&[notice]).await;
                    break;
                }
                tokio::task::yield_now().await;
            }
        };
        let (reply, ()) = tokio::join!(self.posts_table(name, bytes, fields), takes_in);
        reply
    }

    /// Uploads a file and waits until it is processed.
    pub async fn uploads(&self, name: &str, bytes: &[u8]) -> Document {
        self.uploads_of("other", name, bytes).await
    }

    /// Uploads a document of this source and waits until it is processed.
    pub async fn uploads_of(&self, source: &str, name: &str, bytes: &[u8]) -> Document {
        let input = json!({ "name": name, "size": bytes.len(), "source": source });
        let form = Form::of(&self.creates(input).await.is(201));
        let answer = form.post(bytes).await;
        assert!(answer.is_success(), "the bucket answers {answer}");
        let document = Document { id: form.id.clone(), key: form.key().to_owned(), sha256: digest(bytes) };
        let notice = self.world.landed(&document.key).await;
        assert!(self.world.deliver(&[notice]).await.batch_item_failures.is_empty(), "{name} cannot be taken in");
        self.world.deliver_all().await;
        document
    }
}
