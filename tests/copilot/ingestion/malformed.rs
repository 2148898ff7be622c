//! Other files than PDFs, broken PDFs, and malicious PDFs: each fails soon with a reason, or is read.

use super::{
    malformed_files::{self, Ends, Malformed},
    story::{Look, Story, Uploaded, paragraphs},
};
use copilot::ingestion::Process;
use sisuiq_testing::pdf::PdfBuilder;

/// Queues all files and a good one, and lets the real binary process them in batches.
async fn read(story: &Story, files: &[Malformed]) -> (Vec<Uploaded>, Uploaded, String) {
    let mut uploaded = Vec::new();
    for file in files {
        uploaded.push(story.upload(&file.bytes).await);
    }
    let good = story.upload(&paragraphs(2)).await;
    let process = Process::start(&Story::binaries(), &story.settings()).await;
    loop {
        let batch = story.receive().await;
        if batch.is_empty() {
            return (uploaded, good, process.kill().await);
        }
        let answer = process.invoke(Story::event(&batch)).await.expect("the process lives").expect("no error");
        assert_eq!(answer["batchItemFailures"], serde_json::json!([]), "no file is a reason to try again");
        story.settle(&batch, &answer).await;
    }
}

#[tokio::test]
async fn malformed_file_fails_with_reason() {
    let story = Story::begin().await;
    let files = malformed_files::all();
    assert!(files.len() >= 30);
    let (uploaded, good, log) = read(&story, &files).await;
    let mut wrong = Vec::new();
    for (file, document) in files.iter().zip(&uploaded) {
        let found = story.look(document).await;
        if !ends_as(file.ends, &found) {
            let ended = (&found.status, &found.error_code, &found.error_detail, &found.pages);
            wrong.push(format!("{} was to end as {:?} and ended as {ended:?}", file.name, file.ends));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(story.look(&good).await.status, "ready");
    assert!(!log.contains("panicked") && !log.contains("\"ERROR\""), "{log}");
}

fn ends_as(ends: Ends, found: &Look) -> bool {
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
    let story = Story::with(&[("UPLOAD_MAX_PAGES", "3")]).await;
    let within = story.upload(&PdfBuilder::of_texts(&["page"; 3]).build()).await;
    let over = story.upload(&PdfBuilder::of_texts(&["page"; 4]).build()).await;
    story.work_off().await;
    assert_eq!(story.look(&within).await.status, "ready");
    let found = story.look(&over).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("too_many_pages")));
    assert_eq!(found.error_detail.as_deref(), Some("This PDF has 4 pages; at most 3 are accepted."));
}

#[tokio::test]
async fn oversized_file_is_not_downloaded() {
    let story = Story::with(&[("UPLOAD_MAX_BYTES", "2097152")]).await;
    let over = story.upload(&[paragraphs(1), vec![b'\n'; 2_097_152]].concat()).await;
    story.work_off().await;
    let found = story.look(&over).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("too_large")));
    assert_eq!(found.error_detail.as_deref(), Some("The file is larger than 2 MB."));
    assert_eq!(found.sha256, None, "nobody read it");
}

#[tokio::test]
async fn refused_document_stays_refused() {
    let story = Story::begin().await;
    let document = story.upload(b"no PDF at all").await;
    story.work_off().await;
    let refused = story.look(&document).await;
    assert_eq!(refused.error_code.as_deref(), Some("not_a_pdf"));
    story.put(&document.key, &paragraphs(1)).await;
    story.send(&super::story::pages_message(&document, 1, 1)).await;
    story.work_off().await;
    assert_eq!(story.look(&document).await, refused);
}
