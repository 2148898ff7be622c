//! A world for ingestion tests, with two pages per message. Messages are processed only on request of a test.

mod database;
mod messages;
mod objects;
mod queue;
mod recognition;
mod settings;
mod stored_state;

pub use messages::{delete_message, landed, landed_as, pages_message};
pub use recognition::{RECOGNITION_STEPS, StoredScan, recognise_message};
pub use stored_state::StoredState;

use super::watch::Watch;
use crate::{COPILOT, product::Ingest};
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest, Sha256};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_documents_db::{
    document_versions::{self, NewVersion},
    documents::{self, NewDocument},
};
use sisuiq_model::{DocumentAccess, DocumentId, DocumentSource, DocumentType, ObjectKey, UserId, UserRole};
use sisuiq_testing::{Stack, pdf::PdfBuilder};
use std::{any::Any, path::PathBuf};
use world::{Person, World};

const UPLOAD_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// A world with documents of one owner.
pub struct Scenario {
    world: World,
    owner: UserId,
    /// The clock, which stands still until it is advanced.
    pub clock: Clock,
}

/// A document, whose file may be uploaded or missing.
pub struct Uploaded {
    /// Its id.
    pub id: DocumentId,
    /// The object key of its file.
    pub key: String,
    /// Its file.
    pub bytes: Vec<u8>,
    /// S3's notification of the upload; empty if the file is missing.
    notice: String,
}

impl Uploaded {
    /// A document that the product stored on its own.
    #[must_use]
    pub const fn stored(id: DocumentId, key: String) -> Self {
        Self { id, key, bytes: Vec::new(), notice: String::new() }
    }

    /// The SHA-256 of its file in lower-case hex.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(&self.bytes))
    }
}

impl Scenario {
    /// Creates a scenario with the default settings.
    pub async fn begin() -> Self {
        Self::with(&[]).await
    }

    /// Creates a scenario with these settings in addition.
    pub async fn with(own: &[(&str, &str)]) -> Self {
        let world = World::with(COPILOT, &[&[("INGEST_RANGE_PAGES", "2")], own].concat()).await;
        world.ingest().await;
        let owner = world.admits("owner", UserRole::Admin).await;
        Self::of(world, owner)
    }

    /// A scenario in a world that has the ingestion, with documents of this account.
    #[must_use]
    pub fn of(world: World, owner: UserId) -> Self {
        let clock = world.clock().clone();
        Self { world, owner, clock }
    }

    /// Creates a document without uploading its file.
    pub async fn promise(&self, bytes: &[u8]) -> Uploaded {
        let id = DocumentId(self.clock.uuid_v7());
        let key = ObjectKey::first(id).to_string();
        let now = self.clock.now();
        let new = NewDocument {
            id,
            owner_id: self.owner,
            access: DocumentAccess::Everyone,
            name: "report.pdf",
            kind: DocumentType::Report,
            source: DocumentSource::Other,
            dataset: None,
            object_key: &key,
            declared_size: i64::try_from(bytes.len()).unwrap(),
            created_at: now,
            upload_expires_at: now + UPLOAD_LIFETIME,
        };
        let database = self.world.database();
        documents::insert(&database.connection().await.unwrap(), &new).await.unwrap();
        Uploaded { id, key, bytes: bytes.to_vec(), notice: String::new() }
    }

    /// Creates a document, uploads its file and queues the notification.
    pub async fn upload(&self, bytes: &[u8]) -> Uploaded {
        let promised = self.promise(bytes).await;
        let notice = self.put(&promised.key, bytes).await;
        Uploaded { notice, ..promised }
    }

    /// Uploads another version of a document and queues the notification.
    pub async fn upload_version(&self, document: &Uploaded, version: i32, bytes: &[u8]) -> Uploaded {
        let key = ObjectKey { version, ..ObjectKey::first(document.id) }.to_string();
        let now = self.clock.now();
        let new = NewVersion {
            document_id: document.id,
            version,
            object_key: &key,
            declared_size: i64::try_from(bytes.len()).unwrap(),
            created_at: now,
            upload_expires_at: now + UPLOAD_LIFETIME,
        };
        let database = self.world.database();
        document_versions::insert(&database.connection().await.unwrap(), &new).await.unwrap();
        let notice = self.put(&key, bytes).await;
        Uploaded { id: document.id, key, bytes: bytes.to_vec(), notice }
    }

    /// The owner of all documents, logged in.
    pub async fn owner(&self) -> Person {
        self.world.logs_in("owner").await
    }

    /// Hides the document and queues the message to purge it, like the API.
    pub async fn delete(&self, document: &Uploaded) {
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let now = self.clock.now();
        assert!(documents::mark_deleted(&connection, document.id, self.owner, true, now).await.unwrap().is_some());
        self.send(&delete_message(document)).await;
    }

    /// Makes the processing of the first two pages fail for the last time.
    pub async fn give_up(&self, document: &Uploaded) {
        self.deliver_notifications().await;
        self.lose_messages().await;
        let bad = self.failing_at_the_vector_store().await;
        assert_eq!(Self::deliver_for(&bad, &[pages_message(document, 1, 2)], 5).await, [false]);
    }

    /// Runs the sweep for stuck work, like the schedule.
    pub async fn sweep(&self) -> Result<(), ingest::HandleError> {
        Self::sweep_with(&self.ingest().await).await
    }

    /// Runs the sweep of this ingestion.
    pub async fn sweep_with(state: &ingest::State) -> Result<(), ingest::HandleError> {
        ingest::handle(state.clone(), json!({ "kind": "sweep" })).await.map(drop)
    }

    /// The ingestion of this process.
    pub async fn ingest(&self) -> ingest::State {
        let handler = self.world.ingest().await;
        let handler: &dyn Any = &*handler;
        handler.downcast_ref::<Ingest>().expect("the copilot ingests files").0.clone()
    }

    /// An ingestion that reports each checkpoint.
    pub async fn watched(&self, watch: &Watch) -> ingest::State {
        self.ingest_with(&[watch.setting()]).await
    }

    /// An ingestion with an unreachable vector store.
    pub async fn failing_at_the_vector_store(&self) -> ingest::State {
        self.ingest_with(&[("QDRANT_URL".to_owned(), "http://127.0.0.1:1".to_owned())]).await
    }

    /// An ingestion with an unreachable database.
    pub async fn failing_at_the_database(&self) -> ingest::State {
        self.world.break_database().await;
        let state = self.ingest_with(&[]).await;
        self.world.mend_database();
        state
    }

    /// The world of the scenario.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    async fn ingest_with(&self, own: &[(String, String)]) -> ingest::State {
        let environment = Environment::from_pairs([self.settings(), own.to_vec()].concat());
        ingest::State::from_environment(&environment, &self.clock).await.unwrap()
    }

    /// The folder of the built binaries.
    #[must_use]
    pub fn binaries() -> PathBuf {
        Stack::from_process().binaries
    }
}

/// A PDF with this number of pages, each with a few passages.
#[must_use]
pub fn paragraphs(pages: usize) -> Vec<u8> {
    let texts: Vec<String> = (1..=pages).map(page).collect();
    PdfBuilder::of_texts(&texts.iter().map(String::as_str).collect::<Vec<_>>()).build()
}

fn page(number: usize) -> String {
    let sentence = |line: usize| {
        format!("In year {number} of the plan, substation {line} was connected to the line of {} kilovolts.", line * 11)
    };
    (1..=16).map(sentence).collect::<Vec<_>>().join("\n")
}
