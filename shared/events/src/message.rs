use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    KeyError,
    notification::{ObjectCreated, ObjectRemoved, Record},
};

/// One thing to do or to know, out of a message of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// An upload landed.
    ObjectCreated(ObjectCreated),
    /// An original went away.
    ObjectRemoved(ObjectRemoved),
    /// Some pages of a document are to be read.
    Pages(Pages),
    /// A deleted document is to be cleaned up.
    Delete {
        /// The document.
        document_id: Uuid,
    },
    /// Some pages of a document that is ready are to be read again.
    Reindex(Pages),
    /// Some pages' passages are to be embedded for a vector collection.
    Embed(Embed),
    /// A document's readers changed.
    Readers(Readers),
    /// A request to resume the processing of a document whose retries were exhausted.
    Resume(Resume),
    /// A page without usable text is to be recognised.
    Recognise(Recognise),
    /// A batch of predictions waits.
    PredictBatch {
        /// The batch.
        batch_id: Uuid,
    },
    /// A batch of screenings waits, or is not finished.
    ScreenBatch {
        /// The batch.
        batch_id: Uuid,
    },
    /// Earlier subjects are to be compared with the entries that a run of a source added or changed.
    Rescreen {
        /// The run.
        run_id: Uuid,
    },
    /// A run of a source waits.
    FetchSource {
        /// The run.
        run_id: Uuid,
    },
    /// The files of a run of a source are fetched.
    ProcessSource {
        /// The run.
        run_id: Uuid,
    },
    /// A deleted table is to be cleaned up.
    DeleteTable {
        /// Its snapshot.
        snapshot_id: Uuid,
    },
    /// The file of a dataset is to be read again, or its columnar copy is missing.
    ReadDataset {
        /// The dataset.
        dataset_id: Uuid,
    },
    /// The test message that S3 sends when a notification is configured. Nothing is to be done.
    TestEvent,
}

/// A range of pages of one version of a document, small enough for one invocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages {
    /// The document.
    pub document_id: Uuid,
    /// Its version.
    pub version: i32,
    /// The first page, from 1.
    pub first_page: u32,
    /// The last page, included.
    pub last_page: u32,
    /// The trace that asked for it.
    #[serde(default)]
    pub trace_id: Option<String>,
}

/// A range of pages whose passages are to be embedded for a vector collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    /// The collection.
    pub collection: String,
    /// The pages.
    pub pages: Pages,
}

/// A change of a document's readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readers {
    /// The document.
    pub document_id: Uuid,
    /// The number of the change. The vector store has to contain the readers of this one or a later one.
    pub revision: i64,
}

/// A version of a document whose processing is resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// The document.
    pub document_id: Uuid,
    /// Its version.
    pub version: i32,
}

/// A page of a version of a document whose text is to be recognised in a picture of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognise {
    /// The document.
    pub document_id: Uuid,
    /// Its version.
    pub version: i32,
    /// The page, from 1.
    pub page: u32,
    /// The trace that asked for it.
    #[serde(default)]
    pub trace_id: Option<String>,
}

/// The reason why a message cannot be parsed.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// The body is no JSON.
    #[error("the message is not JSON: {0}")]
    Syntax(serde_json::Error),
    /// JSON, but neither a notification nor one of ours.
    #[error(
        "the message is neither an S3 notification nor one of pages, reindex, embed, readers, resume, recognise, predict_batch, screen_batch, rescreen, fetch_source, \
         process_source, delete, delete_table or read_dataset"
    )]
    Unrecognised,
    /// The right kind, but with something missing or of the wrong type.
    #[error("the {kind} message is malformed: {source}")]
    Malformed {
        /// The kind of message.
        kind: &'static str,
        /// The error.
        source: serde_json::Error,
    },
    /// A range that holds no page.
    #[error("pages {first_page} to {last_page} are not a range")]
    EmptyRange {
        /// As given.
        first_page: u32,
        /// As given.
        last_page: u32,
    },
    /// An S3 event of a kind that is not handled.
    #[error("the S3 event {0:?} is not handled")]
    UnknownEvent(String),
    /// A key that cannot be decoded.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl Message {
    /// The contents of a message body: usually one item, but a notification may have several records.
    pub fn parse(body: &str) -> Result<Vec<Self>, MessageError> {
        let mut value: Value = serde_json::from_str(body).map_err(MessageError::Syntax)?;
        if let Some(records) = value.get_mut("Records") {
            return notification(records.take());
        }
        if value.get("Event").and_then(Value::as_str) == Some("s3:TestEvent") {
            return Ok(vec![Self::TestEvent]);
        }
        match value.get("kind").and_then(Value::as_str) {
            Some("delete") => delete(value),
            Some("pages") => Ok(vec![Self::Pages(pages("pages", value)?)]),
            Some("reindex") => Ok(vec![Self::Reindex(pages("reindex", value)?)]),
            Some("embed") => embed(value),
            Some("readers") => readers(value),
            Some("resume") => resume(value),
            Some("recognise") => recognise(value),
            Some("predict_batch") => Ok(vec![Message::PredictBatch { batch_id: batch("predict_batch", value)? }]),
            Some("screen_batch") => Ok(vec![Message::ScreenBatch { batch_id: batch("screen_batch", value)? }]),
            Some("rescreen") => Ok(vec![Self::Rescreen { run_id: run("rescreen", value)? }]),
            Some("fetch_source") => Ok(vec![Self::FetchSource { run_id: run("fetch_source", value)? }]),
            Some("process_source") => Ok(vec![Self::ProcessSource { run_id: run("process_source", value)? }]),
            Some("delete_table") => delete_table(value),
            Some("read_dataset") => read_dataset(value),
            _ => Err(MessageError::Unrecognised),
        }
    }
}

fn notification(records: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "notification", source };
    let records: Vec<Record> = serde_json::from_value(records).map_err(malformed)?;
    records.into_iter().map(Record::into_message).collect()
}

#[derive(Deserialize)]
struct Deletion {
    document_id: Uuid,
}

fn delete(value: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "delete", source };
    let Deletion { document_id } = serde_json::from_value(value).map_err(malformed)?;
    Ok(vec![Message::Delete { document_id }])
}

#[derive(Deserialize)]
struct WaitingBatch {
    batch_id: Uuid,
}

/// The batch that a message of a kind names.
fn batch(kind: &'static str, value: Value) -> Result<Uuid, MessageError> {
    let read = serde_json::from_value(value);
    read.map(|WaitingBatch { batch_id }| batch_id).map_err(|source| MessageError::Malformed { kind, source })
}

#[derive(Deserialize)]
struct WaitingRun {
    run_id: Uuid,
}

/// The run of a source that a message of a kind names.
fn run(kind: &'static str, value: Value) -> Result<Uuid, MessageError> {
    let read = serde_json::from_value(value);
    read.map(|WaitingRun { run_id }| run_id).map_err(|source| MessageError::Malformed { kind, source })
}

#[derive(Deserialize)]
struct TableDeletion {
    snapshot_id: Uuid,
}

fn delete_table(value: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "delete_table", source };
    let TableDeletion { snapshot_id } = serde_json::from_value(value).map_err(malformed)?;
    Ok(vec![Message::DeleteTable { snapshot_id }])
}

#[derive(Deserialize)]
struct DatasetReading {
    dataset_id: Uuid,
}

fn read_dataset(value: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "read_dataset", source };
    let DatasetReading { dataset_id } = serde_json::from_value(value).map_err(malformed)?;
    Ok(vec![Message::ReadDataset { dataset_id }])
}

fn readers(value: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "readers", source };
    Ok(vec![Message::Readers(serde_json::from_value(value).map_err(malformed)?)])
}

fn resume(value: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "resume", source };
    Ok(vec![Message::Resume(serde_json::from_value(value).map_err(malformed)?)])
}

fn recognise(value: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "recognise", source };
    let order: Recognise = serde_json::from_value(value).map_err(malformed)?;
    if order.page == 0 {
        return Err(MessageError::EmptyRange { first_page: 0, last_page: 0 });
    }
    Ok(vec![Message::Recognise(order)])
}

fn embed(value: Value) -> Result<Vec<Message>, MessageError> {
    let malformed = |source| MessageError::Malformed { kind: "embed", source };
    let Named { collection } = serde_json::from_value(value.clone()).map_err(malformed)?;
    Ok(vec![Message::Embed(Embed { collection, pages: pages("embed", value)? })])
}

#[derive(Deserialize)]
struct Named {
    collection: String,
}

fn pages(kind: &'static str, value: Value) -> Result<Pages, MessageError> {
    let malformed = |source| MessageError::Malformed { kind, source };
    let pages: Pages = serde_json::from_value(value).map_err(malformed)?;
    let Pages { first_page, last_page, .. } = pages;
    if first_page == 0 || first_page > last_page {
        return Err(MessageError::EmptyRange { first_page, last_page });
    }
    Ok(pages)
}

impl Readers {
    /// The body under which the queue carries it.
    #[must_use]
    pub fn to_body(self) -> String {
        let Self { document_id, revision } = self;
        serde_json::json!({ "kind": "readers", "document_id": document_id, "revision": revision }).to_string()
    }
}

impl Resume {
    /// The body under which the queue carries it.
    #[must_use]
    pub fn to_body(self) -> String {
        let Self { document_id, version } = self;
        serde_json::json!({ "kind": "resume", "document_id": document_id, "version": version }).to_string()
    }
}

impl Recognise {
    /// The body under which the queue carries it.
    #[must_use]
    pub fn to_body(&self) -> String {
        let Self { document_id, version, page, trace_id } = self;
        let mut body =
            serde_json::json!({ "kind": "recognise", "document_id": document_id, "version": version, "page": page });
        if let (Some(trace_id), Some(members)) = (trace_id, body.as_object_mut()) {
            members.insert("trace_id".into(), trace_id.as_str().into());
        }
        body.to_string()
    }
}

impl Pages {
    /// The body under which the queue carries it.
    #[must_use]
    pub fn to_body(&self) -> String {
        self.body("pages").to_string()
    }

    /// The body of the message that they are to be read again.
    #[must_use]
    pub fn to_reindex_body(&self) -> String {
        self.body("reindex").to_string()
    }

    fn body(&self, kind: &str) -> Value {
        let mut body = serde_json::json!({
            "kind": kind,
            "document_id": self.document_id,
            "version": self.version,
            "first_page": self.first_page,
            "last_page": self.last_page,
        });
        if let (Some(trace_id), Some(members)) = (&self.trace_id, body.as_object_mut()) {
            members.insert("trace_id".into(), trace_id.as_str().into());
        }
        body
    }
}

impl Embed {
    /// The body under which the queue carries it.
    #[must_use]
    pub fn to_body(&self) -> String {
        let mut body = self.pages.body("embed");
        if let Some(members) = body.as_object_mut() {
            members.insert("collection".into(), self.collection.as_str().into());
        }
        body.to_string()
    }
}
