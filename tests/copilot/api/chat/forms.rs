//! The form of quoted lists and tables.

use copilot::COPILOT;
use copilot::plan::checked_quotes;
use serde_json::{Value, json};
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};
use world::{Document, Person, World};

const LIST: [&str; 4] = [
    "The objectives of the Kabale workshop are:",
    "- Repair every transformer within a week.",
    "- # Train the fitters of all districts.",
    "- Store oil for a year.",
];
const TABLE: [[&str; 3]; 3] = [
    ["Measure", "Department", "Urgency"],
    ["Paint the masts of Nyabushozi", "Works", "High"],
    ["Fence the depot of Nyabushozi", "Security", "Low"],
];

fn workshop() -> Vec<u8> {
    let lines = PageBuilder::default().paragraph(72.0, 700.0, 10.0, &LIST);
    let places = (0_u8..).map(|row| 700.0 - 20.0 * f32::from(row));
    let rows = places.zip(TABLE).fold(PageBuilder::default(), |page, (place, row)| {
        let columns = (0_u8..).map(|column| 72.0 + 180.0 * f32::from(column));
        columns.zip(row).fold(page, |page, (column, cell)| page.text(column, place, 10.0, cell))
    });
    PdfBuilder::default().page(lines).page(rows).build()
}

async fn uploads() -> (World, Person, Document) {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let workshop = admin.uploads("workshop.pdf", &workshop()).await;
    (world, admin, workshop)
}

async fn asks(person: &Person, mode: &str, document: &Document, question: &str) -> (String, Value) {
    let input = json!({ "message": question, "mode": mode, "filters": { "document_ids": [document.id] } });
    let reply = person.post("/api/chat", input).await.is(200);
    checked_quotes(person, &reply["citations"]).await;
    (reply.text("answer").to_owned(), reply.body)
}

#[tokio::test]
async fn lists_are_markdown_lists() {
    let (_world, admin, workshop) = uploads().await;
    let (answer, reply) =
        asks(&admin, "strategy_qa", &workshop, "What are the objectives of the Kabale workshop?").await;
    let list = "The objectives of the Kabale workshop are:\n- Repair every transformer within a week.\n\
        - \\# Train the fitters of all districts.\n- Store oil for a year. [1]";
    assert!(answer.contains(list), "{answer}");
    assert_eq!(reply["citations"][0]["quote"], LIST.join("\n"));
    let (answer, _) = asks(&admin, "actions", &workshop, "What are the objectives of the Kabale workshop?").await;
    let items = "1. The objectives of the Kabale workshop are:\n   - Repair every transformer within a week.\n   - ";
    assert!(answer.contains(items), "{answer}");
}

#[tokio::test]
async fn rows_of_words_are_tables() {
    let (_world, admin, workshop) = uploads().await;
    let question = "Which department paints the masts of Nyabushozi?";
    let (answer, _) = asks(&admin, "strategy_qa", &workshop, question).await;
    let table = "| Measure | Department | Urgency |\n|---|---|---|\n\
        | Paint the masts of Nyabushozi | Works | High [1] [2] |";
    assert!(answer.contains(table), "{answer}");
    let (answer, _) = asks(&admin, "actions", &workshop, "What should be done about Nyabushozi?").await;
    let item = "1. Measure: Paint the masts of Nyabushozi; Department: Works; Urgency: High [1] [2]";
    assert!(answer.contains(item), "{answer}");
}
