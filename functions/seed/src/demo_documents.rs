//! Documents of an invented company and of its regulator, written for this purpose.

use crate::{Counts, SeedError, State};
use aws_sdk_s3::primitives::ByteStream;
use jiff::SignedDuration;
use sisuiq_db::{
    Connection, DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType, ObjectKey, UserId, UserRole,
    Visibility,
    documents::{self, NewDocument},
};
use uuid::Uuid;

/// The object lands at once; this is for the sweep, should it not.
const UPLOAD_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

const CONTENT_TYPE: &str = "application/pdf";

/// A document that comes with the product.
pub(crate) struct DemoDocument {
    name: &'static str,
    kind: DocumentType,
    source: DocumentSource,
    bytes: &'static [u8],
}

/// All of them.
pub(crate) const ALL: [DemoDocument; 4] = [
    DemoDocument {
        name: "strategic_plan.pdf",
        kind: DocumentType::Strategy,
        source: DocumentSource::Uetcl,
        bytes: include_bytes!("../../../seeds/strategic_plan.pdf"),
    },
    DemoDocument {
        name: "grid_development_plan.pdf",
        kind: DocumentType::Technical,
        source: DocumentSource::Uetcl,
        bytes: include_bytes!("../../../seeds/grid_development_plan.pdf"),
    },
    DemoDocument {
        name: "outage_reporting_regulation.pdf",
        kind: DocumentType::Regulatory,
        source: DocumentSource::Era,
        bytes: include_bytes!("../../../seeds/outage_reporting_regulation.pdf"),
    },
    DemoDocument {
        name: "transmission_licence.pdf",
        kind: DocumentType::Regulatory,
        source: DocumentSource::Era,
        bytes: include_bytes!("../../../seeds/transmission_licence.pdf"),
    },
];

/// Stores the document unless the account has one of its name. Its id is made from owner and name, so that two runs at once
/// make one row; a file that did not arrive last time is stored again.
pub(crate) async fn get_or_create(
    state: &State,
    owner: UserId,
    document: DemoDocument,
    counts: &mut Counts,
) -> Result<(), SeedError> {
    let connection = state.database.connection().await?;
    if let Some(id) = documents::find_owned_by_name(&connection, owner, document.name).await? {
        counts.add(false);
        let found = documents::find_visible(&connection, Visibility::of(owner, UserRole::Admin), id).await?;
        let waiting = found.filter(|found| found.status == DocumentStatus::Pending);
        return match waiting {
            Some(waiting) => put(state, &waiting.object_key, CONTENT_TYPE, document.bytes).await,
            None => Ok(()),
        };
    }
    let id = DocumentId(Uuid::new_v5(&owner.0, document.name.as_bytes()));
    let key = ObjectKey::first(id).to_string();
    let is_new = insert(state, &connection, owner, (id, &key), &document).await?;
    counts.add(is_new);
    if is_new { put(state, &key, CONTENT_TYPE, document.bytes).await } else { Ok(()) }
}

/// Makes the row; `false` when another run was quicker.
async fn insert(
    state: &State,
    connection: &Connection,
    owner: UserId,
    (id, object_key): (DocumentId, &str),
    document: &DemoDocument,
) -> Result<bool, SeedError> {
    let now = state.clock.now();
    let new = NewDocument {
        id,
        owner_id: owner,
        access: DocumentAccess::Everyone,
        name: document.name,
        kind: document.kind,
        source: document.source,
        object_key,
        declared_size: i64::try_from(document.bytes.len()).unwrap_or(i64::MAX),
        created_at: now,
        upload_expires_at: now + UPLOAD_LIFETIME,
    };
    match documents::insert(connection, &new).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_constraint("documents_pkey") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Stores an object.
pub(crate) async fn put(state: &State, key: &str, content_type: &str, bytes: &'static [u8]) -> Result<(), SeedError> {
    let request = state.objects.put_object().bucket(&state.bucket).key(key).content_type(content_type);
    request.body(ByteStream::from_static(bytes)).send().await.map_err(|error| SeedError::Object(Box::new(error)))?;
    Ok(())
}
