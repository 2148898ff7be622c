//! Uploads, as a client makes them: a form from the product, posted to the bucket.

use super::{Person, Reply};
use reqwest::{
    Client, StatusCode,
    multipart::{self, Part},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A document that was uploaded.
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
    /// Its address.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/api/documents/{}", self.id)
    }

    /// The address of one of its pages.
    #[must_use]
    pub fn page(&self, number: u32) -> String {
        format!("/api/documents/{}/pages/{number}", self.id)
    }
}

/// The form to post a file with.
#[derive(Clone, Debug)]
pub struct Form {
    /// The document that waits for the file.
    pub id: String,
    /// Where to post it.
    pub url: String,
    /// The fields before the file.
    pub fields: BTreeMap<String, String>,
    /// The file's content type.
    pub content_type: String,
}

impl Form {
    /// The form that the product answered with.
    #[must_use]
    pub fn of(created: &Reply) -> Self {
        let fields = serde_json::from_value(created["upload"]["fields"].clone()).expect("the fields are texts");
        let url = created["upload"]["url"].as_str().expect("the form has an address").to_owned();
        let content_type =
            created["upload"]["fields"]["Content-Type"].as_str().expect("the form has a type").to_owned();
        Self { id: created.text("id").to_owned(), url, fields, content_type }
    }

    /// The key that the file will have.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.fields["key"]
    }

    /// Posts a file; gives the bucket's answer.
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

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

impl Person {
    /// Asks for a place for a file.
    pub async fn creates(&self, input: Value) -> Reply {
        self.post("/api/documents", input).await
    }

    /// The form for a file of so many bytes.
    pub async fn begins_upload(&self, name: &str, size: usize) -> Form {
        Form::of(&self.creates(json!({ "name": name, "size": size })).await.is(201))
    }

    /// Posts a file to the bucket; nobody has noticed it yet.
    pub async fn puts(&self, name: &str, bytes: &[u8]) -> Document {
        let form = self.begins_upload(name, bytes.len()).await;
        let answer = form.post(bytes).await;
        assert!(answer.is_success(), "the bucket answers {answer}");
        Document { id: form.id.clone(), key: form.key().to_owned(), sha256: digest(bytes) }
    }

    /// Uploads a file and waits until all that follows is done.
    pub async fn uploads(&self, name: &str, bytes: &[u8]) -> Document {
        self.uploads_of("other", name, bytes).await
    }

    /// The same of a document that this source published.
    pub async fn uploads_of(&self, source: &str, name: &str, bytes: &[u8]) -> Document {
        let input = json!({ "name": name, "size": bytes.len(), "source": source });
        let form = Form::of(&self.creates(input).await.is(201));
        let answer = form.post(bytes).await;
        assert!(answer.is_success(), "the bucket answers {answer}");
        let document = Document { id: form.id.clone(), key: form.key().to_owned(), sha256: digest(bytes) };
        let notice = self.world.landed(&document.key).await;
        assert!(self.world.deliver(&[notice]).await.batch_item_failures.is_empty(), "{name} cannot be taken in");
        self.world.pump().await;
        document
    }
}
