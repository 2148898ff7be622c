//! The grounding score of an answer, and the policies for unsupported sentences.

use crate::api::chat::answers::provenance::record;
use copilot::plan::{QUESTION, UNKNOWN, checked_quotes, world_with_plan};
use copilot::provider::Provider;
use serde_json::{Value, json};
use world::{Person, Reply};

const SUPPORTED: &str = "It is to be a reliable transmission company for every region.";
const INVENTED: &str = "All directors resigned yesterday evening.";

/// The answer to a question if a model writes this text, with a policy for unsupported sentences.
async fn written(policy: &str, text: &str) -> (Person, Reply) {
    let mut provider = Provider::start().await;
    let settings: Vec<_> = provider.settings().into_iter().chain([("UNSUPPORTED_STATEMENTS", policy)]).collect();
    let (_world, alice, _plan) = world_with_plan(&settings).await;
    for piece in text.split_inclusive(' ') {
        provider.says(piece).await;
    }
    provider.ends().await;
    let reply = alice.asks(QUESTION).await.is(200);
    (alice, reply)
}

#[tokio::test]
async fn unsupported_sentence_lowers_the_score() {
    let (alice, reply) = written("mark", &[SUPPORTED, " ", INVENTED].concat()).await;
    let shown = "It is to be a reliable transmission company for every region [1]. All directors resigned yesterday evening [unsupported].";
    assert_eq!((reply.text("answer"), &reply["grounding"]), (shown, &json!(0.5)));
    assert_eq!(checked_quotes(&alice, &reply["citations"]).await.len(), 1);
    let stored = alice.get(&format!("/api/chat/answers/{}", reply.text("answer_id"))).await.is(200);
    assert_eq!((stored.text("answer"), &stored["grounding"]), (shown, &json!(0.5)));
    let output = record(&alice, &reply).await.output;
    assert_eq!((output.grounding, output.unsupported, output.withheld), (Some(0.5), 1, 0));
}

#[tokio::test]
async fn policy_removes_unsupported_sentences() {
    let (alice, reply) = written("withhold", &[SUPPORTED, "\n- ", INVENTED].concat()).await;
    let shown = "It is to be a reliable transmission company for every region [1].\n\n\nOne statement was left out: nothing that it \
                 cites says it.";
    assert_eq!((reply.text("answer"), &reply["grounding"]), (shown, &json!(1.0)));
    assert_eq!((&reply["abstained"], record(&alice, &reply).await.output.withheld), (&json!(false), 1));
}

#[tokio::test]
async fn answer_without_support_declines() {
    let (_alice, reply) = written("withhold", INVENTED).await;
    assert_eq!(
        (&reply["abstained"], &reply["grounding"], &reply["citations"]),
        (&json!(true), &Value::Null, &json!([]))
    );
    assert!(!reply.text("answer").contains("directors"), "{}", reply.body);
}

#[tokio::test]
async fn quotes_count_as_supported() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    assert_eq!(alice.asks(QUESTION).await.is(200)["grounding"], 1.0);
    assert_eq!(alice.asks(UNKNOWN).await.is(200)["grounding"], Value::Null);
}
