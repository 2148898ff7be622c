//! Citations stay valid or become stale when a newer reader reads their document again.

use super::{Cited, verdict};
use serde_json::json;

impl Cited {
    /// Changes the stored citation.
    async fn quotes(&self, change: &str) {
        let id = self.citation["id"].as_str().unwrap();
        self.by_hand(&format!("UPDATE citations SET {change} WHERE id = '{id}'")).await;
    }

    /// Makes the sweep read the plan again, as after an upgrade of the reader.
    async fn is_read_again(&self) {
        self.by_hand("UPDATE document_ranges SET reader_version = NULL").await;
        self.world.sweeps().await;
        assert_eq!(self.world.deliver_all().await, 0);
        let version = self.alice.get(&format!("{}/versions/1", self.plan.path())).await.is(200);
        assert!(version["reader_version"].as_i64() >= Some(1), "{}", version.body);
    }
}

#[tokio::test]
async fn words_no_longer_read_are_gone() {
    let cited = Cited::vision().await;
    cited.by_hand("UPDATE document_pages SET text = replace(text, 'reliable', 'unreliable')").await;
    cited
        .by_hand("UPDATE citations SET quote = replace(quote, 'reliable', 'unreliable'), end_offset = end_offset + 2")
        .await;
    assert_eq!(cited.verdict().await, verdict("valid", "unchanged"), "this is what the older reader read");
    cited.is_read_again().await;
    let gone = cited.check().await;
    assert_eq!((&gone["label"], &gone["cause"], &gone["found"]), (&json!("stale"), &json!("gone"), &json!(null)));
}

#[tokio::test]
async fn words_read_elsewhere_have_moved() {
    let cited = Cited::vision().await;
    let start = cited.citation["start"].clone();
    cited.by_hand("UPDATE document_pages SET text = 'older ' || text").await;
    cited.quotes("start_offset = start_offset + 6, end_offset = end_offset + 6").await;
    assert_eq!(cited.verdict().await, verdict("valid", "unchanged"), "this is what the older reader read");
    cited.is_read_again().await;
    let moved = cited.check().await;
    assert_eq!((&moved["label"], &moved["cause"]), (&json!("stale"), &json!("moved")));
    assert_eq!(moved["found"]["start"], start);
    assert!(moved["highlight"].is_object(), "{}", moved.body);
}

#[tokio::test]
async fn same_words_stay_valid() {
    let cited = Cited::vision().await;
    let before = cited.check().await;
    assert_eq!(before["label"], "valid");
    cited.is_read_again().await;
    assert_eq!(cited.check().await.body, before.body);
}

#[tokio::test]
async fn few_characters_are_stale_after_a_rereading() {
    let cited = Cited::vision().await;
    cited.quotes("quote = left(quote, 5), end_offset = start_offset + 5").await;
    assert_eq!(cited.verdict().await, verdict("valid", "unchanged"), "the page is as it was quoted");
    cited.is_read_again().await;
    assert_eq!(cited.verdict().await, verdict("stale", "gone"), "they may stand there by chance");
}
