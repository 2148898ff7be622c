//! Document frequencies of words.

use super::scenario::{Scenario, pages_message};
use sisuiq_documents_db::document_words;
use sisuiq_model::{DocumentFilter, Frequencies, SearchScope};
use sisuiq_retrieval::sparse;
use sisuiq_testing::pdf::PdfBuilder;

const PAGES: [&str; 3] = [
    "The substation stands at the river. It was built by the company.",
    "A second substation is planned in the hills.",
    "Rivers and substations are inspected every year.",
];

async fn frequencies(scenario: &Scenario, filter: &DocumentFilter, terms: &[String]) -> Frequencies {
    let connection = scenario.world().database().connection().await.unwrap();
    let scope = SearchScope { seen_by: scenario.seen_by(), filter };
    document_words::frequencies(&connection, scope, terms).await.unwrap()
}

/// The number of chunks with each word, and the number of all chunks.
async fn counted(scenario: &Scenario, words: &[&str]) -> Vec<(i64, i64)> {
    let terms: Vec<Vec<String>> = words.iter().map(|word| sparse::word_terms(word)).collect();
    let found = frequencies(scenario, &DocumentFilter::default(), &terms.concat()).await;
    terms.iter().map(|terms| (terms.iter().map(|term| found.of(term)).min().unwrap(), found.all_chunks())).collect()
}

#[tokio::test]
async fn words_count_once_per_chunk() {
    let scenario = Scenario::begin().await;
    scenario.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    scenario.drain_queue().await;
    let words = ["Substations", "river", "hills", "volcano", "river's"];
    assert_eq!(counted(&scenario, &words).await, [(3, 3), (2, 3), (1, 3), (0, 3), (2, 3)]);
}

#[tokio::test]
async fn filtered_documents_count_alone() {
    let scenario = Scenario::begin().await;
    let rivers = scenario.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    scenario.upload(&PdfBuilder::of_texts(&["A volcano stands in the hills."]).build()).await;
    scenario.drain_queue().await;
    let filter = DocumentFilter { documents: vec![rivers.id], ..DocumentFilter::default() };
    let terms = ["volcano", "hills"].map(|word| sparse::word_terms(word).concat());
    let (all, filtered) = (
        frequencies(&scenario, &DocumentFilter::default(), &terms).await,
        frequencies(&scenario, &filter, &terms).await,
    );
    let counts = |found: &Frequencies| (found.of(&terms[0]), found.of(&terms[1]), found.all_chunks());
    assert_eq!((counts(&all), counts(&filtered)), ((1, 2, 4), (0, 1, 3)));
}

#[tokio::test]
async fn repeated_range_counts_once() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    scenario.deliver_notifications().await;
    let range = pages_message(&document, 1, 2);
    assert_eq!(scenario.deliver(&[range.clone(), range]).await, [true, true]);
    scenario.drain_queue().await;
    assert_eq!(counted(&scenario, &["substation"]).await, [(3, 3)]);
}

#[tokio::test]
async fn deleted_document_stops_counting() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    scenario.drain_queue().await;
    scenario.delete(&document).await;
    assert_eq!(counted(&scenario, &["substation"]).await, [(0, 0)]);
    scenario.drain_queue().await;
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn numbers_count_in_any_notation() {
    let scenario = Scenario::begin().await;
    let pages = ["The line is operated at 220 kV.", "A line of 220kV was built.", "It carries 1,247 MWh."];
    scenario.upload(&PdfBuilder::of_texts(&pages).build()).await;
    scenario.drain_queue().await;
    let terms = ["220kv", "1247", "220"].map(str::to_owned);
    let found = frequencies(&scenario, &DocumentFilter::default(), &terms).await;
    assert_eq!((found.of("220kv"), found.of("1247"), found.of("220"), found.all_chunks()), (2, 1, 2, 3));
}

#[tokio::test]
async fn overlong_words_are_accepted() {
    let scenario = Scenario::begin().await;
    let long = "x".repeat(80).repeat(40);
    let document = scenario.upload(&PdfBuilder::of_texts(&[&format!("substation\n{long}")]).build()).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await.status, "ready");
    assert_eq!(counted(&scenario, &["substation"]).await, [(1, 1)]);
}

#[tokio::test]
async fn words_count_once_document_is_ready() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    scenario.deliver_notifications().await;
    assert_eq!(scenario.deliver(&[pages_message(&document, 1, 2)]).await, [true]);
    assert_eq!(scenario.stored_state(&document).await.status, "processing");
    assert_eq!(counted(&scenario, &["substation", "river"]).await, [(0, 0), (0, 0)]);
    scenario.drain_queue().await;
    assert_eq!(counted(&scenario, &["substation", "river"]).await, [(3, 3), (2, 3)]);
}
