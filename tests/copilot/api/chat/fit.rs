//! The fit from which an answer is stated.

use copilot::plan::{QUESTION, world_with_plan};
use serde_json::json;

#[tokio::test]
async fn stricter_product_shows_the_same_passages_as_related() {
    let (world, alice, _plan) = world_with_plan(&[("ANSWER_CACHE_SECONDS", "3600")]).await;
    let stated = alice.asks(QUESTION).await.is(200);
    assert_eq!(stated["support"], "full", "{}", stated.body);
    world.set("ANSWER_LEAST_FIT", "1.5");
    let related = alice.asks(QUESTION).await.is(200);
    // a cached answer would be one of the other setting
    assert_eq!(related["cache_hit"], false, "{}", related.body);
    assert_eq!((&related["support"], &related["abstained"]), (&json!("near"), &json!(false)), "{}", related.body);
    assert_eq!(related["citations"][0]["quote"], stated["citations"][0]["quote"]);
}
