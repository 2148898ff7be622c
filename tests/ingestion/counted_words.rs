//! How common the words of documents are.

use super::story::{Story, pages_message};
use sisuiq_db::document_words::{self, WordFrequency};
use sisuiq_testing::pdf::PdfBuilder;

const PAGES: [&str; 3] = [
    "The substation stands at the river. It was built by the company.",
    "A second substation is planned in the hills.",
    "Rivers and substations are inspected every year.",
];

async fn counted(story: &Story, words: &[&str]) -> Vec<(i64, i64)> {
    let connection = story.world().database().connection().await.unwrap();
    let found = document_words::frequencies(&connection, story.seen_by(), words).await.unwrap();
    assert_eq!(found.iter().map(|counted| counted.word.as_str()).collect::<Vec<_>>(), words);
    found.into_iter().map(|WordFrequency { chunks, all_chunks, .. }| (chunks, all_chunks)).collect()
}

#[tokio::test]
async fn words_count_over_all_ranges_whatever_their_endings_and_once_a_chunk() {
    let story = Story::begin().await;
    story.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    story.work_off().await;
    let words = ["Substations", "river", "hills", "volcano", "river's"];
    assert_eq!(counted(&story, &words).await, [(3, 3), (2, 3), (1, 3), (0, 3), (2, 3)]);
}

#[tokio::test]
async fn a_range_that_is_read_twice_is_counted_once() {
    let story = Story::begin().await;
    let document = story.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    story.work_on_landing().await;
    let range = pages_message(&document, 1, 2);
    assert_eq!(story.deliver(&[range.clone(), range]).await, [true, true]);
    story.work_off().await;
    assert_eq!(counted(&story, &["substation"]).await, [(3, 3)]);
}

#[tokio::test]
async fn words_of_a_deleted_document_are_not_counted_from_that_moment() {
    let story = Story::begin().await;
    let document = story.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    story.work_off().await;
    story.delete(&document).await;
    assert_eq!(counted(&story, &["substation"]).await, [(0, 0)]);
    story.work_off().await;
    assert!(story.has_nothing_of(&document).await);
}

#[tokio::test]
async fn chunks_whose_words_were_not_counted_are_still_known() {
    let story = Story::begin().await;
    story.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    story.work_off().await;
    let connection = story.world().database().connection().await.unwrap();
    connection.execute("DELETE FROM document_words", &[]).await.unwrap();
    drop(connection);
    assert_eq!(counted(&story, &["substation", "volcano"]).await, [(1, 3), (0, 3)]);
}

#[tokio::test]
async fn words_count_from_the_moment_their_document_is_ready() {
    let story = Story::begin().await;
    let document = story.upload(&PdfBuilder::of_texts(&PAGES).build()).await;
    story.work_on_landing().await;
    assert_eq!(story.deliver(&[pages_message(&document, 1, 2)]).await, [true]);
    assert_eq!(story.look(&document).await.status, "processing");
    assert_eq!(counted(&story, &["substation", "river"]).await, [(0, 0), (0, 0)]);
    story.work_off().await;
    assert_eq!(counted(&story, &["substation", "river"]).await, [(3, 3), (2, 3)]);
}
