//! Uploads, versions, lists, pages, originals, shares and deletion.

mod create;
mod delete;
mod file;
mod list;
mod page;
mod read;
mod reindex;
mod role;
mod share;
mod user;
mod version;

use sisuiq_testing::pdf::PdfBuilder;
use tests::world::{Document, Person};

/// Something that plans answer.
const QUESTION: &str = "What is the vision of the Kivu Grid Company?";

/// A PDF that says what the vision is.
fn plan(vision: &str) -> Vec<u8> {
    let page = format!(
        "The vision of the Kivu Grid Company is to be {vision}.\n\
         The mission of the company is to buy and transmit electricity at low cost."
    );
    PdfBuilder::of_texts(&[&page]).build()
}

/// The address of the share with somebody.
async fn shared_with(document: &Document, reader: &Person) -> String {
    let id = reader.get("/api/auth/me").await.is(200).text("id").to_owned();
    format!("{}/shares/users/{id}", document.path())
}

/// A small PDF; another mark makes other bytes.
fn pdf(mark: &str) -> Vec<u8> {
    PdfBuilder::of_texts(&[&format!("Handbook of {mark}."), "The second page speaks of transformers."]).build()
}
