//! Text recognition: scanned files, and delivery of its queue's messages.

use super::{Scenario, Uploaded, queue::record};
use crate::ingestion::{Process, Watch};
use aws_sdk_sqs::types::Message;
use serde_json::{Value, json};
use sisuiq_documents::{Extractor, Limits, child};
use sisuiq_events::Recognise;
use sisuiq_testing::{
    Stack,
    pdf::{PageBuilder, PdfBuilder},
};
use std::{fmt::Write as _, io::Write as _};
use tempfile::NamedTempFile;

/// The checkpoints of recognising a page, in order.
pub const RECOGNITION_STEPS: [&str; 5] =
    ["recognition ordered", "recognition begun", "recognised", "recognition storing", "recognition stored"];

/// Number of times that the queue is read before failing messages are left in it.
const ROUNDS: usize = 20;
/// Pixels per inch of a scan.
const PIXELS_PER_INCH: u32 = 150;
const MOST_PIXELS: u32 = 4_000_000;

/// What is stored about the recognition of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredScan {
    /// The page.
    pub page: i32,
    /// Whether it waits, was read or failed.
    pub state: String,
    /// The attempts that began.
    pub attempts: i32,
    /// Why it failed.
    pub reason: Option<String>,
    /// The script of most lines.
    pub script: Option<String>,
}

/// The message to recognise a page of the first version.
#[must_use]
pub fn recognise_message(document: &Uploaded, page: u32) -> String {
    Recognise { document_id: document.id.0, version: 1, page, trace_id: None }.to_body()
}

impl Scenario {
    /// A file whose pages are pictures of these pages.
    pub async fn scan(bytes: &[u8], pages: u32) -> Vec<u8> {
        let stack = Stack::from_process();
        let extractor = Extractor {
            program: stack.binaries.join("ingest"),
            arguments: vec![child::SUBCOMMAND.into()],
            library: stack.parts.join("pdfium/libpdfium.so"),
            limits: Limits::default(),
        };
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let (mut pdf, mut images) = (PdfBuilder::default(), Vec::new());
        for page in 1..=pages {
            let picture = extractor.picture(file.path(), page, PIXELS_PER_INCH, MOST_PIXELS).await.unwrap();
            // the builder writes text as Latin-1: a byte each
            let pixels: String = picture.pixels.iter().copied().map(char::from).collect();
            let mut image =
                String::from("<< /Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8");
            write!(image, " /Width {} /Height {} /Length {} >>", picture.width, picture.height, picture.pixels.len())
                .unwrap();
            images.push(format!("{image}\nstream\n{pixels}\nendstream"));
            let number = 6 + 2 * pages + page - 1;
            let resources = format!("/Resources << /XObject << /S {number} 0 R >> >>");
            pdf = pdf.page(PageBuilder::default().entry(&resources).raw("q 595 0 0 842 0 0 cm /S Do Q"));
        }
        images.iter().fold(pdf, |pdf, image| pdf.object(image)).build()
    }

    /// Delivers a batch to the function that recognises text, and returns the success of each message.
    pub async fn recognise(&self, bodies: &[String]) -> Vec<bool> {
        let name = |place: usize| format!("message-{place}");
        let records = bodies.iter().enumerate().map(|(place, body)| record(&name(place), body, "1"));
        let answer = self.invoke_ocr(json!({ "Records": records.collect::<Vec<_>>() })).await;
        (0..bodies.len()).map(|place| !has_failed(&answer, &name(place))).collect()
    }

    /// Recognises all pages whose messages are in the queue, and returns the number of failed deliveries.
    pub async fn recognise_all(&self) -> usize {
        let mut failed = 0;
        for _ in 0..ROUNDS {
            let messages = self.receive_ocr().await;
            if messages.is_empty() {
                break;
            }
            let answer = self.invoke_ocr(Self::event(&messages)).await;
            for message in messages {
                if has_failed(&answer, message.message_id().unwrap()) {
                    failed += 1;
                } else {
                    self.settle_ocr(&message).await;
                }
            }
        }
        failed
    }

    /// Invokes the real binary: in this process, the models of ingestion have taken ONNX Runtime.
    async fn invoke_ocr(&self, event: Value) -> Value {
        let process = Process::start_named("ocr", &Self::binaries(), &self.settings()).await;
        let answer = process.invoke(event).await.expect("the process answers").expect("no error");
        let log = process.kill().await;
        assert!(!log.contains("panicked"), "{log}");
        answer
    }

    /// Recognises all pages, and reads their ranges again.
    pub async fn recognise_and_read(&self) {
        self.recognise_all().await;
        self.drain_queue().await;
    }

    /// The messages in the queue of text recognition, which stay there.
    pub async fn waiting_for_ocr(&self) -> Vec<String> {
        self.receive_ocr().await.iter().map(|message| message.body().unwrap().to_owned()).collect()
    }

    /// Deletes all messages from the queue of text recognition.
    pub async fn lose_ocr_messages(&self) {
        loop {
            let messages = self.receive_ocr().await;
            if messages.is_empty() {
                return;
            }
            for message in messages {
                self.settle_ocr(&message).await;
            }
        }
    }

    /// Delivers the waiting pages to the real binary and kills it at a checkpoint. The messages get no response.
    pub async fn kill_recognition(&self, step: &str) {
        let watch = Watch::start().await;
        let mut settings = self.settings();
        settings.push(watch.setting());
        let process = Process::start_named("ocr", &Self::binaries(), &settings).await;
        let answer = process.invoke(Self::event(&self.receive_ocr().await));
        let held = watch.until(step).await;
        let log = process.kill().await;
        assert!(!log.contains("panicked"), "{log}");
        drop((held, answer));
    }

    /// What is stored about the recognition of a document's pages.
    pub async fn stored_scans(&self, document: &Uploaded) -> Vec<StoredScan> {
        let sql = "SELECT page, state, attempts, reason, script FROM document_page_scans \
             WHERE document_id = $1 ORDER BY version, page";
        let rows = self.rows(sql, document).await;
        let scan = |row: &tokio_postgres::Row| StoredScan {
            page: row.get(0),
            state: row.get(1),
            attempts: row.get(2),
            reason: row.get(3),
            script: row.get(4),
        };
        rows.iter().map(scan).collect()
    }

    fn ocr_queue_url(&self) -> String {
        self.world.environment().read(|reader| reader.named("OCR_QUEUE_URL")).unwrap()
    }

    async fn receive_ocr(&self) -> Vec<Message> {
        let request = self.world.sqs().receive_message().queue_url(self.ocr_queue_url()).max_number_of_messages(10);
        request.wait_time_seconds(0).send().await.unwrap().messages.unwrap_or_default()
    }

    async fn settle_ocr(&self, message: &Message) {
        let handle = message.receipt_handle().unwrap();
        let delete = self.world.sqs().delete_message().queue_url(self.ocr_queue_url()).receipt_handle(handle);
        delete.send().await.unwrap();
    }
}

fn has_failed(answer: &Value, id: &str) -> bool {
    answer["batchItemFailures"].as_array().unwrap().iter().any(|failure| failure["itemIdentifier"] == id)
}
