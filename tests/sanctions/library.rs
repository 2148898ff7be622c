//! A library of sanctions law of the tests' own writing.

use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use world::{Form, Person};

/// What a question about the regulation finds.
pub(crate) const QUESTION: &str = "Is it prohibited to sell turbines for offshore drilling to Borduria?";
/// What no document says.
pub(crate) const UNKNOWN: &str = "What is the capital of Mongolia?";
/// The answer to [`QUESTION`].
pub(crate) const PROHIBITION: &str =
    "It shall be prohibited to sell turbines for offshore drilling to any person in Borduria.";

const REGULATION: &str = "Article 4\n\
    The assets of the persons listed in Annex I shall be frozen.\n\
    Article 5\n\
    It shall be prohibited to sell turbines for offshore drilling to any person in Borduria.\n\
    Article 6\n\
    Competent authorities shall report on exemptions within four weeks.";
const ORDER: &str = "Section 12. Pumps.\n\
    A licence is required to ship centrifugal pumps to Syldavia.";

/// Adds the regulation to `EU-Sanctions`, and the order to `US-Sanctions`.
pub(crate) async fn is_filled(admin: &Person) {
    adds(admin, "EU-Sanctions", "regulation.pdf", REGULATION).await;
    adds(admin, "US-Sanctions", "order.pdf", ORDER).await;
}

/// Uploads a text into a dataset, and waits until it is processed.
pub(crate) async fn adds(person: &Person, dataset: &str, name: &str, text: &str) {
    adds_file(person, dataset, json!({ "name": name }), &PdfBuilder::of_texts(&[text]).build()).await;
}

/// Uploads a file into a dataset with a form, waits until it is processed, and returns the id of the document.
pub(crate) async fn adds_file(person: &Person, dataset: &str, mut form: Value, bytes: &[u8]) -> String {
    person.world.prepare_storage().await;
    let path = format!("/api/v1/knowledge/datasets/{dataset}/documents");
    form["size"] = json!(bytes.len());
    let upload = Form::of(&person.post(&path, form).await.is(201));
    assert!(upload.post(bytes).await.is_success(), "{} is not taken", upload.key());
    let notice = person.world.landed(upload.key()).await;
    assert!(person.world.deliver(&[notice]).await.batch_item_failures.is_empty(), "{} fails", upload.key());
    person.world.deliver_all().await;
    upload.id
}
