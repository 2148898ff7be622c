//! `GET /api/v1/chat/tips`

use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};
use world::World;

const PATH: &str = "/api/v1/chat/tips";

#[tokio::test]
async fn tips_come_from_visible_documents() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    let refused = alice.get(&format!("{PATH}?mode=chess")).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["mode"]);
    let nothing = alice.get(PATH).await.is(200);
    let first = nothing["tips"][0].as_str().unwrap().to_owned();
    assert!(first.starts_with("Add a PDF"), "{first}");
    assert_eq!((&nothing["document_count"], &nothing["sample_questions"]), (&json!(0), &json!([])));
    let text = ["Sixty members of staff are trained in live-line work each year.", "Nobody works alone at height."];
    let page = PageBuilder::default().bold(60.0, 780.0, 18.0, "3.2 Live-line work").paragraph(60.0, 740.0, 11.0, &text);
    alice.uploads("plan.pdf", &PdfBuilder::default().page(page).build()).await;
    let tips = alice.get(&format!("{PATH}?mode=regulatory&limit=3")).await.is(200).matches_snapshot("get_v1_chat_tips");
    assert_eq!((&tips["document_count"], &tips["generated_from"]), (&json!(1), &json!(["plan.pdf"])));
    assert_eq!(tips["sample_questions"], json!(["What do the documents say about live-line work?"]));
    assert!(tips["tips"][0].as_str().unwrap().starts_with("No document of ERA is ready."), "{}", tips.body);
    let answer = alice.asks(tips["sample_questions"][0].as_str().unwrap()).await.is(200);
    assert!(answer["answer"].as_str().unwrap().contains("Sixty members of staff"), "{}", answer.body);
    assert_eq!(bob.get(PATH).await.is(200).body, nothing.body, "what Alice keeps to herself is hers");
}
