//! Questions that are narrowed to documents which cannot be searched whole.

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN};
use serde_json::json;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};
use world::{Document, Person, World};

const TEXT: &str = "The vision of the Kivu Grid Company is to be a reliable transmission company for every region.";

async fn asks(person: &Person, question: &str, document: &Document) -> String {
    let input = json!({ "message": question, "filters": { "document_ids": [document.id] } });
    person.post("/api/chat", input).await.is(200).text("answer").to_owned()
}

#[tokio::test]
async fn pictures_are_told_from_missing_documents() {
    let world = World::new(COPILOT).await;
    let pictures = (0..2).fold(PdfBuilder::default(), |pdf, _| pdf.page(PageBuilder::default().picture()));
    let admin = world.admin().await;
    let scan = admin.uploads("scan.pdf", &pictures.build()).await;
    let said = asks(&admin, QUESTION, &scan).await;
    assert!(said.starts_with("None of the 2 pages of scan.pdf has text that can be read."), "{said}");
}

#[tokio::test]
async fn pages_without_text_are_counted() {
    let world = World::new(COPILOT).await;
    let page = PageBuilder::default().text(72.0, 700.0, 10.0, TEXT);
    let half = PdfBuilder::default().page(page).page(PageBuilder::default().picture());
    let admin = world.admin().await;
    let half = admin.uploads("half.pdf", &half.build()).await;
    let said = asks(&admin, UNKNOWN, &half).await;
    assert!(said.ends_with("1 of the 2 pages of half.pdf has no text that can be read."), "{said}");
    let answer = asks(&admin, QUESTION, &half).await;
    assert!(answer.contains("reliable transmission company") && !answer.contains("half.pdf has"), "{answer}");
}
