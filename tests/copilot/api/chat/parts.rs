//! Questions that ask several things.

use copilot::COPILOT;
use copilot::plan::checked_quotes;
use serde_json::json;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};
use world::World;

const FACTS: [&str; 3] = [
    "The tower of Sembabule is 44 metres high.",
    "The bridge of Sembabule was built in 1987.",
    "The market of Sembabule opens on Mondays.",
];

#[tokio::test]
async fn unanswered_part_is_named_and_support_is_partial() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let page = PageBuilder::default().bold(60.0, 780.0, 18.0, "Facts and figures").paragraph(60.0, 740.0, 11.0, &FACTS);
    alice.uploads("facts.pdf", &PdfBuilder::default().page(page).build()).await;
    let reply = alice.asks("How high is the tower of Sembabule and when was its school painted?").await.is(200);
    assert_eq!((&reply["support"], &reply["abstained"]), (&json!("partial"), &json!(false)), "{}", reply.body);
    let answer = reply.text("answer");
    assert!(answer.contains("44 metres") && answer.contains("\u{201c}when was its school painted\u{201d}"), "{answer}");
    assert_eq!(checked_quotes(&alice, &reply["citations"]).await, ["The tower of Sembabule is 44 metres high."]);
    let stored = alice.get(&format!("/api/chat/answers/{}", reply.text("answer_id"))).await.is(200);
    assert_eq!(stored["support"], "partial");
    let whole = alice.asks("How high is the tower of Sembabule and when was its bridge built?").await.is(200);
    assert_eq!(whole["support"], "full", "{}", whole.body);
}
