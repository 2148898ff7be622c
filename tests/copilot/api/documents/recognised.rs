//! Marks of text that was recognised in pictures of pages.

use copilot::ingestion::scenario::Scenario;
use copilot::plan::{QUESTION, plan};
use serde_json::{Value, json};

#[tokio::test]
async fn recognised_text_is_marked() {
    let scenario = Scenario::begin().await;
    let scan = scenario.upload(&Scenario::scan(&plan(), 1).await).await;
    scenario.drain_queue().await;
    let owner = scenario.owner().await;
    let document = format!("/api/documents/{}", scan.id.0);
    let version = format!("{document}/versions/1");
    for path in [&document, &version] {
        let found = owner.get(path).await.is(200);
        let pages = (&found["pages_without_text"], &found["pages_read_by_ocr"]);
        assert_eq!(pages, (&json!([1]), &json!([])), "{}", found.body);
    }
    let page = format!("{document}/pages/1");
    let found = owner.get(&page).await.is(200);
    assert_eq!((&found["has_text"], &found["ocr"], &found["text"]), (&json!(false), &json!(false), &json!("")));

    scenario.recognise_and_read().await;
    for path in [&document, &version] {
        let found = owner.get(path).await.is(200);
        let pages = (&found["pages_without_text"], &found["pages_read_by_ocr"]);
        assert_eq!(pages, (&json!([]), &json!([1])), "{}", found.body);
    }
    let found = owner.get(&page).await.is(200);
    assert_eq!((&found["has_text"], &found["ocr"]), (&json!(true), &json!(true)), "{}", found.body);

    let answer = owner.asks(QUESTION).await.is(200);
    let citations = answer["citations"].as_array().unwrap();
    assert!(citations.iter().all(|citation| citation["ocr"] == true), "{}", answer.body);
    let of_vision = |citation: &&Value| citation["quote"].as_str().unwrap().contains("reliable");
    let citation = citations.iter().find(of_vision).unwrap_or_else(|| panic!("{}", answer.body));
    let check = owner.get(&format!("/api/citations/{}", citation["id"].as_str().unwrap())).await.is(200);
    assert_eq!((&check["ocr"], &check["label"]), (&json!(true), &json!("valid")), "{}", check.body);
    assert!(check["highlight"].is_object(), "{}", check.body);
}
