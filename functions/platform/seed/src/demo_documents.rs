//! Documents of an invented company and of its regulator, written for this purpose.

use crate::{Counts, SeedError, State, seed::get_or_create};
use aws_sdk_s3::primitives::ByteStream;
use jiff::SignedDuration;
use sisuiq_db::Transaction;
use sisuiq_documents_db::documents::{self, NewDocument};
use sisuiq_model::{
    DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType, ObjectKey, UserId, UserRole, Visibility,
};

/// The time after which the sweep ends a document whose file is missing as failed. The file is uploaded right after the commit.
pub(crate) const UPLOAD_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

const CONTENT_TYPE: &str = "application/pdf";

/// A document that comes with the product.
struct DemoDocument {
    name: &'static str,
    kind: DocumentType,
    source: DocumentSource,
    bytes: &'static [u8],
}

const ALL: [DemoDocument; 4] = [
    DemoDocument {
        name: "strategic_plan.pdf",
        kind: DocumentType::Strategy,
        source: DocumentSource::Uetcl,
        bytes: include_bytes!("../../../../seeds/strategic_plan.pdf"),
    },
    DemoDocument {
        name: "grid_development_plan.pdf",
        kind: DocumentType::Strategy,
        source: DocumentSource::Uetcl,
        bytes: include_bytes!("../../../../seeds/grid_development_plan.pdf"),
    },
    DemoDocument {
        name: "outage_reporting_regulation.pdf",
        kind: DocumentType::Regulatory,
        source: DocumentSource::Era,
        bytes: include_bytes!("../../../../seeds/outage_reporting_regulation.pdf"),
    },
    DemoDocument {
        name: "transmission_licence.pdf",
        kind: DocumentType::Regulatory,
        source: DocumentSource::Era,
        bytes: include_bytes!("../../../../seeds/transmission_licence.pdf"),
    },
];

/// A file of a row that is pending.
pub(crate) struct File {
    pub(crate) key: String,
    pub(crate) content_type: &'static str,
    pub(crate) bytes: &'static [u8],
}

/// Creates the missing documents; a document exists if its owner has one of its name. Returns the files that are still to be
/// uploaded, including those of earlier runs.
pub(crate) async fn seed(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    counts: &mut Counts,
) -> Result<Vec<File>, SeedError> {
    let mut files = Vec::new();
    for document in &ALL {
        let found = async { Ok(documents::find_owned_by_name(transaction, owner, document.name).await?) };
        let id = get_or_create(counts, found, insert(state, transaction, owner, document)).await?;
        files.extend(unsent(transaction, owner, id, (CONTENT_TYPE, document.bytes)).await?);
    }
    Ok(files)
}

/// The file of a document, with its content type, if it is still to be uploaded.
pub(crate) async fn unsent(
    transaction: &Transaction<'_>,
    owner: UserId,
    id: DocumentId,
    (content_type, bytes): (&'static str, &'static [u8]),
) -> Result<Option<File>, SeedError> {
    let stored = documents::find_visible(transaction, Visibility::of(owner, UserRole::Admin), id).await?;
    let waiting = stored.filter(|stored| stored.status == DocumentStatus::Pending);
    Ok(waiting.map(|waiting| File { key: waiting.object_key, content_type, bytes }))
}

async fn insert(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    document: &DemoDocument,
) -> Result<DocumentId, SeedError> {
    let now = state.clock.now();
    let id = DocumentId(state.clock.uuid_v7());
    let new = NewDocument {
        id,
        owner_id: owner,
        access: DocumentAccess::Everyone,
        name: document.name,
        kind: document.kind,
        source: document.source,
        dataset: None,
        object_key: &ObjectKey::first(id).to_string(),
        declared_size: i64::try_from(document.bytes.len()).unwrap_or(i64::MAX),
        created_at: now,
        upload_expires_at: now + UPLOAD_LIFETIME,
    };
    documents::insert(transaction, &new).await?;
    Ok(id)
}

/// Uploads a file.
pub(crate) async fn upload(state: &State, file: &File) -> Result<(), SeedError> {
    let request = state.objects.put_object().bucket(&state.bucket).key(&file.key).content_type(file.content_type);
    let stored = request.body(ByteStream::from_static(file.bytes)).send().await;
    stored.map_err(|error| SeedError::Object(Box::new(error)))?;
    Ok(())
}
