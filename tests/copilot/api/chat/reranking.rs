//! Reranking of passages with an operator's model.

use crate::api::chat::answers::provenance::record;
use copilot::COPILOT;
use sisuiq_provenance::Record;
use sisuiq_testing::{Stack, pdf::PdfBuilder};
use std::{fs, path::Path};
use tempfile::TempDir;
use world::{Person, World};

const QUESTION: &str = "Which substation feeds Mityana?";
/// Both searches rank the first page before the second, which has more of the question's tokens: a stop word, many times.
const PAGES: [&str; 3] = [
    "The substation of Kasana feeds Mityana at 33 kV.",
    "Which of them is which, and which was which, and which will be which, nobody knows, and which of those is which neither, \
     nor which of which was which.",
    "Inspections take place every year before the rains.",
];

/// The folder of an operator's reranker. It counts the tokens of a passage that occur in the question.
fn folder() -> TempDir {
    let (folder, tests) = (TempDir::new().unwrap(), Path::new(env!("CARGO_MANIFEST_DIR")));
    let graph = tests.join("../../shared/retrieval/tests/reference/reranker/model.onnx");
    fs::copy(graph, folder.path().join("model.onnx")).unwrap();
    let model = Stack::from_process().parts.join("model");
    fs::copy(model.join("tokenizer.json"), folder.path().join("tokenizer.json")).unwrap();
    folder
}

async fn asks(settings: &[(&str, &str)]) -> (World, Person, Record) {
    let world = World::with(COPILOT, settings).await;
    world.admin().await.uploads("feeders.pdf", &PdfBuilder::of_texts(&PAGES).build()).await;
    let alice = world.user("alice").await;
    let answer = alice.asks(QUESTION).await.is(200);
    let record = record(&alice, &answer).await;
    (world, alice, record)
}

fn pages(record: &Record) -> Vec<(i32, Option<u32>)> {
    record.retrieval.chunks.iter().map(|chunk| (chunk.page, chunk.reranker_rank)).collect()
}

#[tokio::test]
async fn order_follows_reranker_and_is_recorded() {
    let folder = folder();
    let (_world, _alice, plain) = asks(&[]).await;
    assert_eq!((pages(&plain)[0], &plain.retrieval.reranker), ((1, None), &None));
    let path = folder.path().to_str().unwrap();
    let (_world, _alice, reranked) = asks(&[("RERANKER_MODEL_PATH", path), ("RERANKER_PASSAGES", "2")]).await;
    assert_eq!(pages(&reranked), [(2, Some(1)), (1, Some(2)), (3, None)]);
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(reranked.retrieval.reranker, Some(name));
    let scores: Vec<Option<f32>> = reranked.retrieval.chunks.iter().map(|chunk| chunk.reranker_score).collect();
    assert!(scores[0] > scores[1] && scores[1].is_some() && scores[2].is_none(), "{scores:?}");
}

#[tokio::test]
async fn failed_reranker_keeps_search_order() {
    let settings = [("RERANKER_MODEL_PATH", "/nowhere"), ("ANSWER_CACHE_SECONDS", "3600")];
    let (_world, alice, record) = asks(&settings).await;
    assert_eq!((pages(&record)[0], &record.retrieval.reranker), ((1, None), &None));
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["degraded"], &reply["abstained"]), (&true.into(), &false.into()), "{}", reply.body);
    assert_eq!(reply["cache_hit"], false, "{}", reply.body);
}

#[tokio::test]
async fn reranker_change_misses_the_cache() {
    let folder = folder();
    let (world, alice, _) = asks(&[("ANSWER_CACHE_SECONDS", "3600")]).await;
    assert_eq!(alice.asks(QUESTION).await.is(200)["cache_hit"], true);
    world.set("RERANKER_MODEL_PATH", folder.path().to_str().unwrap());
    assert_eq!(alice.asks(QUESTION).await.is(200)["cache_hit"], false);
}
