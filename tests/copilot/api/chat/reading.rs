//! Reading of passages with an operator's reader.

use crate::api::chat::answers::provenance::record;
use copilot::COPILOT;
use sisuiq_provenance::Record;
use sisuiq_testing::{Stack, pdf::PdfBuilder};
use std::{fs, path::Path};
use tempfile::TempDir;
use world::{Person, World};

const QUESTION: &str = "Which substation feeds Mityana?";
const PAGES: [&str; 3] = [
    "The substation of Kasana feeds Mityana at 33 kV.",
    "Inspections take place every year before the rains.",
    "The substation of Lira was closed.",
];

/// The folder of an operator's reader. It finds the tokens of a passage that occur in the question.
fn folder() -> TempDir {
    let (folder, tests) = (TempDir::new().unwrap(), Path::new(env!("CARGO_MANIFEST_DIR")));
    let graph = tests.join("../../shared/retrieval/tests/reference/reader/model.onnx");
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

#[tokio::test]
async fn failed_reader_leaves_answer_degraded() {
    let settings = [("ANSWER_READER_MODEL_PATH", "/nowhere"), ("ANSWER_CACHE_SECONDS", "3600")];
    let (_world, alice, record) = asks(&settings).await;
    assert_eq!(record.retrieval.answer_reader, None);
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["degraded"], &reply["abstained"]), (&true.into(), &false.into()), "{}", reply.body);
    assert_eq!(reply["cache_hit"], false, "{}", reply.body);
}

#[tokio::test]
async fn readings_are_recorded() {
    let folder = folder();
    let (_world, _alice, plain) = asks(&[]).await;
    assert_eq!((&plain.retrieval.answer_reader, plain.retrieval.chunks[0].answer_reader_share), (&None, None));
    let path = folder.path().to_str().unwrap();
    let (_world, _alice, read) = asks(&[("ANSWER_READER_MODEL_PATH", path), ("ANSWER_READER_PASSAGES", "2")]).await;
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(read.retrieval.answer_reader, Some(name));
    let shares: Vec<Option<f64>> = read.retrieval.chunks.iter().map(|chunk| chunk.answer_reader_share).collect();
    assert!(shares[0] > shares[1] && shares[1].is_some() && shares[2].is_none(), "{shares:?}");
    assert_eq!((read.retrieval.chunks[0].page, read.retrieval.chunks[0].evidence_rank), (1, Some(1)));
}

#[tokio::test]
async fn reader_change_misses_the_cache() {
    let folder = folder();
    let (world, alice, _) = asks(&[("ANSWER_CACHE_SECONDS", "3600")]).await;
    assert_eq!(alice.asks(QUESTION).await.is(200)["cache_hit"], true);
    world.set("ANSWER_READER_MODEL_PATH", folder.path().to_str().unwrap());
    assert_eq!(alice.asks(QUESTION).await.is(200)["cache_hit"], false);
}
