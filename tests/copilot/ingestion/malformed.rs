//! Other files than PDFs, broken PDFs, and malicious PDFs: each fails soon with a reason, or is read.

use super::{
    malformed_files::{self, Ends, Malformed},
    scenario::{Scenario, StoredState, Uploaded, paragraphs},
};
use copilot::ingestion::Process;
use sisuiq_testing::pdf::PdfBuilder;

/// Queues all files and a good one, and lets the real binary process them in batches.
async fn read(scenario: &Scenario, files: &[Malformed]) -> (Vec<Uploaded>, Uploaded, String) {
    let mut uploaded = Vec::new();
    for file in files {
        uploaded.push(scenario.upload(&file.bytes).await);
    }
    let good = scenario.upload(&paragraphs(2)).await;
    let process = Process::start(&Scenario::binaries(), &scenario.settings()).await;
    loop {
        let batch = scenario.receive().await;
        if batch.is_empty() {
            return (uploaded, good, process.kill().await);
        }
        let answer = process.invoke(Scenario::event(&batch)).await.expect("the process lives").expect("no error");
        assert_eq!(answer["batchItemFailures"], serde_json::json!([]), "no file is a reason to try again");
        scenario.settle(&batch, &answer).await;
    }
}

#[tokio::test]
async fn malformed_file_fails_with_reason() {
    let scenario = Scenario::begin().await;
    let files = malformed_files::all();
    assert!(files.len() >= 30);
    let (uploaded, good, log) = read(&scenario, &files).await;
    let mut wrong = Vec::new();
    for (file, document) in files.iter().zip(&uploaded) {
        let found = scenario.stored_state(document).await;
        if !ends_as(file.ends, &found) {
            let ended = (&found.status, &found.error_code, &found.error_detail, &found.pages);
            wrong.push(format!("{} was to end as {:?} and ended as {ended:?}", file.name, file.ends));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(scenario.stored_state(&good).await.status, "ready");
    assert!(!log.contains("panicked") && !log.contains("\"ERROR\""), "{log}");
}

fn ends_as(ends: Ends, found: &StoredState) -> bool {
    let has_reason = found.error_detail.as_ref().is_some_and(|detail| detail.ends_with('.') && detail.contains(' '));
    match ends {
        Ends::Failed(code) => {
            found.status == "failed"
                && found.error_code.as_deref() == Some(code)
                && has_reason
                && found.points.is_empty()
                && found.chunks.is_empty()
        }
        Ends::Mended => {
            found.status == "ready"
                && found.pages.iter().any(|page| page.text.contains(malformed_files::TEXT))
                && found.points == found.chunk_ids()
        }
        Ends::Ready => found.status == "ready" && found.error_code.is_none() && found.points == found.chunk_ids(),
    }
}

#[tokio::test]
async fn too_many_pages_names_both_numbers() {
    let scenario = Scenario::with(&[("UPLOAD_MAX_PAGES", "3")]).await;
    let within = scenario.upload(&PdfBuilder::of_texts(&["page"; 3]).build()).await;
    let over = scenario.upload(&PdfBuilder::of_texts(&["page"; 4]).build()).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&within).await.status, "ready");
    let found = scenario.stored_state(&over).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("too_many_pages")));
    assert_eq!(found.error_detail.as_deref(), Some("This PDF has 4 pages; at most 3 are accepted."));
}

#[tokio::test]
async fn oversized_file_is_not_downloaded() {
    let scenario = Scenario::with(&[("UPLOAD_MAX_BYTES", "2097152")]).await;
    let over = scenario.upload(&[paragraphs(1), vec![b'\n'; 2_097_152]].concat()).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&over).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("too_large")));
    assert_eq!(found.error_detail.as_deref(), Some("The file is larger than 2 MB."));
    assert_eq!(found.sha256, None, "nobody read it");
}

#[tokio::test]
async fn refused_document_stays_refused() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(b"no PDF at all").await;
    scenario.drain_queue().await;
    let refused = scenario.stored_state(&document).await;
    assert_eq!(refused.error_code.as_deref(), Some("not_a_pdf"));
    scenario.put(&document.key, &paragraphs(1)).await;
    scenario.send(&super::scenario::pages_message(&document, 1, 1)).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await, refused);
}
