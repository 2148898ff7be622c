//! Messages that are delivered twice.

use super::scenario::{Scenario, landed, pages_message, paragraphs};
use copilot::ingestion::Watch;

#[tokio::test]
async fn repeated_notice_is_processed_once() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.send(&landed(&document)).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 4, 2));
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn concurrent_notices_are_processed_once() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.lose_messages().await;
    let twice = [landed(&document), landed(&document)];
    assert_eq!(scenario.deliver(&twice).await, [true, true]);
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 4, 2));
}

#[tokio::test]
async fn late_notice_changes_nothing() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.drain_queue().await;
    let before = scenario.stored_state(&document).await;
    assert_eq!(scenario.deliver(&[landed(&document), pages_message(&document, 1, 2)]).await, [true, true]);
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await, before);
}

#[tokio::test]
async fn finished_range_is_not_read_again() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    scenario.deliver(&[pages_message(&document, 1, 2)]).await;
    scenario.destroy_object(&document).await;
    let both = [pages_message(&document, 1, 2), pages_message(&document, 3, 4)];
    assert_eq!(scenario.deliver(&both).await, [true, false], "only the other range needs the file");
}

#[tokio::test]
async fn concurrent_range_counts_once() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    let ranges = scenario.receive().await;
    for range in &ranges {
        let watched = scenario.watched(&watch).await;
        let twin = watched.clone();
        let (first, second) = (range.body.clone().unwrap(), range.body.clone().unwrap());
        let first = tokio::spawn(async move { Scenario::deliver_to(&watched, &[first]).await });
        let held = watch.until("indexed").await;
        let second = tokio::spawn(async move { Scenario::deliver_to(&twin, &[second]).await });
        let also_held = watch.until("indexed").await;
        held.go_on();
        also_held.go_on();
        let outcomes = watch.during(async { (first.await.unwrap(), second.await.unwrap()) }).await;
        assert_eq!(outcomes, (vec![true], vec![true]));
    }
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 4, 2));
    assert_eq!(usize::try_from(found.chunk_count).unwrap(), found.chunks.len());
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn concurrent_store_waits_for_first() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    let (watched, twin) = (scenario.watched(&watch).await, scenario.ingest().await);
    let (range, same) = (pages_message(&document, 1, 2), pages_message(&document, 1, 2));
    let first = tokio::spawn(async move { Scenario::deliver_to(&watched, &[range]).await });
    let held = watch.until("storing").await;
    let second = tokio::spawn(async move { Scenario::deliver_to(&twin, &[same]).await });
    scenario.until_somebody_waits().await;
    held.go_on();
    let outcomes = watch.during(async { (first.await.unwrap(), second.await.unwrap()) }).await;
    assert_eq!(outcomes, (vec![true], vec![true]), "neither has to come again");
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 2, 1));
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn waiting_store_does_nothing_more() {
    let scenario = Scenario::begin().await;
    let (watch, other) = (Watch::start().await, Watch::start().await);
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    let (watched, twin) = (scenario.watched(&watch).await, scenario.watched(&other).await);
    let (range, same) = (pages_message(&document, 1, 2), pages_message(&document, 1, 2));
    let first = tokio::spawn(async move { Scenario::deliver_to(&watched, &[range]).await });
    let held = watch.until("counting").await;
    let second = tokio::spawn(async move { Scenario::deliver_to(&twin, &[same]).await });
    other.until("read").await.go_on();
    scenario.until_somebody_waits().await;
    held.go_on();
    assert_eq!(watch.during(first).await.unwrap(), [true]);
    tokio::select! {
        again = other.until("storing") => panic!("it is at {} of a range that is done", again.step),
        outcome = second => assert_eq!(outcome.unwrap(), [true]),
    }
}

#[tokio::test]
async fn eight_concurrent_deliveries_count_once() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    let many = vec![pages_message(&document, 1, 2); 8];
    assert_eq!(scenario.deliver_each_in_a_batch_of_its_own(&many).await, [true; 8], "none has to come again");
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 2, 1));
    assert_eq!(found.points, found.chunk_ids());
}
