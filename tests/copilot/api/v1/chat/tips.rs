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

/// A page with a heading and the lines below it.
fn page(heading: &str, lines: &[&str]) -> PageBuilder {
    PageBuilder::default().bold(60.0, 780.0, 18.0, heading).paragraph(60.0, 740.0, 11.0, lines)
}

#[tokio::test]
async fn headings_without_answer_are_skipped() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let pages = [
        page("Table of Contents", &["1 Overview ......................... 3", "2 Fences ........................ 4"]),
        page("NOTES", &["These notes are an integral part of the report."]),
        page("7KHVHFUHWJDXJHRI3DNZDFKUHDGVPHWUHV", &["7KHVHFUHWJDXJHRI3DNZDFKUHDGVPHWUHV", "UHDGVPHWUHV3DNZDFK"]),
        page("Overview", &["Trees below the lines are cut twice a year."]),
        page("Fences", &["The fences of all substations are two metres high.", "Gates are locked at night."]),
        page("SIGNATURES", &["The undersigned has duly caused this report to be signed on its behalf."]),
    ];
    let file = pages.into_iter().fold(PdfBuilder::default(), PdfBuilder::page).build();
    alice.uploads("report.pdf", &file).await;
    for _ in 0..5 {
        let tips = alice.get(PATH).await.is(200);
        assert_eq!(tips["sample_questions"], json!(["What do the documents say about fences?"]));
    }
    let answer = alice.asks("What do the documents say about fences?").await.is(200);
    assert_eq!((&answer["support"], &answer["abstained"]), (&json!("full"), &json!(false)), "{}", answer.body);
}

#[tokio::test]
async fn own_documents_come_first() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    for (name, heading, line) in [
        ("public.pdf", "Towers", "All towers of the northern line are painted red and white."),
        ("other.pdf", "Meters", "The meters of all customers are read every month."),
    ] {
        admin.uploads(name, &PdfBuilder::default().page(page(heading, &[line])).build()).await;
    }
    let line = "The fences of all substations are two metres high.";
    alice.uploads("hers.pdf", &PdfBuilder::default().page(page("Fences", &[line])).build()).await;
    for _ in 0..5 {
        let tips = alice.get(&format!("{PATH}?limit=1")).await.is(200);
        assert_eq!((&tips["generated_from"], &tips["document_count"]), (&json!(["hers.pdf"]), &json!(3)));
    }
    assert_eq!(alice.get(PATH).await.is(200)["sample_questions"].as_array().map(Vec::len), Some(3));
}
