//! Citations stay valid when chunks and vectors are replaced, because they refer to pages.

use super::address;
use copilot::COPILOT;
use serde_json::Value;
use sisuiq_documents::{Carried, ChunkLimits, Page, PageState, chunk_page};
use sisuiq_documents_db::{
    document_chunks::{self, NewChunk},
    document_ranges::PageRange,
};
use sisuiq_model::{ChunkId, DocumentId};
use uuid::Uuid;
use world::{Document, Person, World};

const QUESTIONS: [&str; 6] = [
    "What is the vision of the company?",
    "What is the mission of Lakeshore Transmission Company?",
    "What are the strategic objectives of the plan?",
    "What are the five values of the company?",
    "How many employees does the company have?",
    "How much solar and wind power will be connected before the end of 2029?",
];

fn plan() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/strategic_plan.pdf");
    std::fs::read(path).unwrap()
}

/// All citations of the answers to all questions.
async fn citations(person: &Person) -> Vec<Value> {
    let mut citations = Vec::new();
    for question in QUESTIONS {
        let answer = person.asks(question).await.is(200);
        citations.extend(answer["citations"].as_array().unwrap().iter().cloned());
    }
    citations
}

/// Splits all pages of a document into chunks of at most this many words, with new ids.
async fn rechunk(world: &World, document: &Document, most_words: usize) {
    let id = DocumentId(document.id.parse().unwrap());
    let connection = world.database().connection().await.unwrap();
    let rows = connection.query("SELECT page, text FROM document_pages ORDER BY page", &[]).await.unwrap();
    let count = |text: &str| text.split_whitespace().count();
    let mut chunks = Vec::new();
    for row in &rows {
        let number = u32::try_from(row.get::<_, i32>("page")).unwrap();
        let page = Page { number, text: row.get("text"), headings: Vec::new(), state: PageState::Text, boxes: None };
        chunks.extend(chunk_page(&page, &Carried::default(), ChunkLimits { max_tokens: most_words }, &count));
    }
    let place = |number: usize| i32::try_from(number).unwrap();
    let new: Vec<NewChunk<'_>> = chunks
        .iter()
        .map(|chunk| NewChunk {
            id: ChunkId(Uuid::new_v4()),
            page: chunk.page.cast_signed(),
            ordinal: chunk.ordinal.cast_signed(),
            heading: None,
            start: place(chunk.start),
            end: place(chunk.end),
            text: &chunk.text,
            unit_vectors: &[],
            model: "none",
        })
        .collect();
    let all = PageRange { first: 1, last: i32::MAX };
    document_chunks::replace(&connection, id, 1, all, &new).await.unwrap();
}

/// The number of citations with an existing chunk.
async fn with_chunk(world: &World) -> i64 {
    let connection = world.database().connection().await.unwrap();
    let sql = "SELECT count(*) FROM citations JOIN document_chunks AS chunks ON chunks.id = citations.chunk_id";
    connection.query_one(sql, &[]).await.unwrap().get(0)
}

/// Checks that each citation is valid and visible, and returns their verdicts.
async fn hold(person: &Person, citations: &[Value]) -> Vec<Value> {
    let mut checked = Vec::new();
    for citation in citations {
        let reply = person.get(&address(citation)).await.is(200);
        assert_eq!(reply["label"], "valid", "{}", reply.body);
        assert!(!reply["highlight"]["rectangles"].as_array().unwrap().is_empty(), "{}", reply.body);
        checked.push(reply.body);
    }
    checked
}

#[tokio::test]
async fn citations_survive_new_chunking() {
    let world = World::new(COPILOT).await;
    let plan = world.admin().await.uploads("plan.pdf", &plan()).await;
    let alice = world.user("alice").await;
    let citations = citations(&alice).await;
    assert!(citations.len() >= QUESTIONS.len(), "{citations:?}");
    let before = hold(&alice, &citations).await;
    assert_eq!(with_chunk(&world).await, i64::try_from(citations.len()).unwrap());
    for most_words in [12, 60, 4_000] {
        rechunk(&world, &plan, most_words).await;
        assert_eq!(with_chunk(&world).await, 0, "every chunk is another one now");
        assert_eq!(hold(&alice, &citations).await, before);
    }
    world.break_qdrant().await;
    assert_eq!(hold(&alice, &citations).await, before, "no vector is needed");
}
