//! Answers from sentences that a page break divides.

use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};
use world::{Document, Person, World};

const HALF: &str = "The oil of every transformer of the Nakivubo station is drained and replaced by";
const REST: &str = "fresh mineral oil after 17 years of service.";
const QUESTION: &str = "After how many years is the oil of the transformers of Nakivubo replaced?";

/// A document of four pages, of which the second and the third share a sentence.
fn rules() -> Vec<u8> {
    let texts = [
        &["The rules were written for the men of the workshop."][..],
        &["The men wear gloves when they open a tank.", HALF],
        &[REST, "The pump is cleaned in the summer."],
        &["The rules are kept at the gate of the workshop."],
    ];
    let page = |(number, texts): (usize, &&[&str])| {
        let footer = format!("Workshop rules, page {}", number + 1);
        let page = PageBuilder::default().text(72.0, 40.0, 8.0, &footer);
        let places = (0_u8..).map(|line| 700.0 - 40.0 * f32::from(line));
        places.zip(*texts).fold(page, |page, (place, text)| page.text(72.0, place, 10.0, text))
    };
    texts.iter().enumerate().map(page).fold(PdfBuilder::default(), PdfBuilder::page).build()
}

async fn uploads(world: &World) -> (Person, Document) {
    let admin = world.admin().await;
    let rules = admin.uploads("rules.pdf", &rules()).await;
    (admin, rules)
}

async fn asks(person: &Person, document: &Document, question: &str) -> Value {
    let input = json!({ "message": question, "filters": { "document_ids": [document.id] } });
    person.post("/api/chat", input).await.is(200).body
}

fn quotes(answer: &Value) -> Vec<(i64, &str)> {
    let citations = answer["citations"].as_array().unwrap().iter();
    citations.map(|cited| (cited["page"].as_i64().unwrap(), cited["quote"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn changed_rest_is_not_quoted() {
    let world = World::new(COPILOT).await;
    let (admin, rules) = uploads(&world).await;
    let later = "UPDATE document_pages SET text = replace(text, '17', '18') WHERE page = 3";
    assert_eq!(world.execute(later, &[]).await, 1);
    let answer = asks(&admin, &rules, QUESTION).await;
    assert!(!answer.to_string().contains("replaced by fresh"), "{answer}");
}

#[tokio::test]
async fn both_halves_are_quoted() {
    let world = World::new(COPILOT).await;
    let (admin, rules) = uploads(&world).await;
    for question in [QUESTION, "Which oil comes into the transformers after 17 years of service?"] {
        let answer = asks(&admin, &rules, question).await;
        assert!(answer["answer"].as_str().unwrap().contains(&format!("{HALF} {REST} [1] [2]")), "{answer}");
        assert_eq!(quotes(&answer)[..2], [(2, HALF), (3, REST)]);
    }
}

#[tokio::test]
async fn ranges_divide_no_sentence() {
    let world = World::with(COPILOT, &[("INGEST_RANGE_PAGES", "2")]).await;
    let (admin, rules) = uploads(&world).await;
    let answer = asks(&admin, &rules, QUESTION).await;
    assert_eq!(quotes(&answer)[..2], [(2, HALF), (3, REST)]);
}

#[tokio::test]
async fn other_pages_of_the_range_stay() {
    let world = World::with(COPILOT, &[("INGEST_RANGE_PAGES", "1")]).await;
    uploads(&world).await;
    let connection = world.database().connection().await.unwrap();
    let stored = connection.query("SELECT page FROM document_pages ORDER BY page", &[]).await.unwrap();
    assert_eq!(stored.iter().map(|row| row.get::<_, i32>(0)).collect::<Vec<_>>(), [1, 2, 3, 4]);
}
