//! A document becomes ready.

use super::scenario::{Scenario, paragraphs};
use sisuiq_documents::point_id;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};

#[tokio::test]
async fn document_without_text_names_all_pages() {
    let scenario = Scenario::begin().await;
    let scanned = (0..3).fold(PdfBuilder::default(), |pdf, _| pdf.page(PageBuilder::default().picture()));
    let document = scenario.upload(&scanned.build()).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.chunk_count, found.points.len()), ("ready", 0, 0));
    assert_eq!(found.pages_without_text, [1, 2, 3]);
}

#[tokio::test]
async fn pages_without_text_are_named() {
    let scenario = Scenario::begin().await;
    let letter = PageBuilder::default().text(72.0, 700.0, 11.0, "The board met in Kampala and approved the plan.");
    let pdf = PdfBuilder::default().page(PageBuilder::default().picture()).page(letter);
    let document = scenario.upload(&pdf.page(PageBuilder::default()).build()).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!(found.status, "ready");
    assert_eq!(found.pages_without_text, [1], "a blank page lacks nothing");
    assert_eq!(found.pages.iter().map(|page| page.has_text).collect::<Vec<_>>(), [false, true, false]);
    assert!(found.chunks.iter().all(|chunk| chunk.page == 2) && !found.chunks.is_empty());
}

#[tokio::test]
async fn one_point_per_chunk() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(5)).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!(found.status, "ready");
    assert_eq!((found.page_count, found.pages_done, found.pages.len()), (Some(5), 5, 5));
    assert_eq!((found.ranges_total, found.ranges_done), (Some(3), 3));
    assert!(found.chunks.len() >= 5);
    assert_eq!(usize::try_from(found.chunk_count).unwrap(), found.chunks.len());
    assert_eq!(found.points, found.chunk_ids(), "a point for each chunk and no other");
}

#[tokio::test]
async fn chunks_are_exact_page_text() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    for chunk in &found.chunks {
        let page = found.pages.iter().find(|page| page.number == chunk.page).expect("its page is stored");
        let (start, end) = (usize::try_from(chunk.start).unwrap(), usize::try_from(chunk.end).unwrap());
        let text: String = page.text.chars().skip(start).take(end - start).collect();
        assert_eq!(chunk.text, text, "page {} at {start}", chunk.page);
    }
}

#[tokio::test]
async fn same_file_gives_same_chunk_ids() {
    let scenario = Scenario::begin().await;
    let first = scenario.upload(&paragraphs(4)).await;
    let second = scenario.upload(&paragraphs(4)).await;
    scenario.drain_queue().await;
    let (first_found, second_found) = (scenario.stored_state(&first).await, scenario.stored_state(&second).await);
    assert_eq!(first_found.content(), second_found.content());
    for (document, found) in [(&first, &first_found), (&second, &second_found)] {
        for chunk in &found.chunks {
            let (page, ordinal) = (u32::try_from(chunk.page).unwrap(), u32::try_from(chunk.ordinal).unwrap());
            assert_eq!(chunk.id, point_id(document.id.0, 1, page, ordinal, &chunk.text));
        }
    }
}

#[tokio::test]
async fn ordinals_start_at_zero_per_page() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    for page in 1..=4 {
        let ordinals: Vec<i32> =
            found.chunks.iter().filter(|chunk| chunk.page == page).map(|chunk| chunk.ordinal).collect();
        assert_eq!(ordinals, (0..).take(ordinals.len()).collect::<Vec<i32>>());
    }
}
