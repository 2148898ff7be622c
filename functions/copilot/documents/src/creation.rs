//! Creation of a document that waits for its file.

use crate::{State, names::parse};
use axum::response::Response;
use garde::Validate;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::{
    documents::{self, InDataset, NewDocument},
    knowledge_datasets::KnowledgeDataset,
};
use sisuiq_http::{Claim, FieldError, Problem, Result, Submitted};
use sisuiq_identity::Caller;
use sisuiq_model::{
    AuditAction, Capability, DeclaredLaw, DocumentAccess, DocumentFormat, DocumentId, DocumentSource, DocumentStatus,
    DocumentType, ObjectKey,
};
use sisuiq_uploads::{UploadOut, printable};
use utoipa::ToSchema;

/// A new file to upload.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct DocumentIn {
    /// The display name, 1 to 500 characters.
    #[garde(length(chars, min = 1, max = 500), custom(|name: &str, (): &()| printable(name)))]
    #[schema(min_length = 1, max_length = 500, example = "corporate-plan.pdf")]
    pub(crate) name: String,
    /// The document type; `other` by default.
    #[serde(default, rename = "type")]
    #[schema(value_type = Option<DocumentType>)]
    pub(crate) kind: Option<String>,
    /// The publisher, ignoring case; `other` by default.
    #[serde(default)]
    #[schema(value_type = Option<DocumentSource>)]
    pub(crate) source: Option<String>,
    /// The size in bytes; the upload has to have exactly this size.
    #[garde(range(min = 1))]
    #[schema(minimum = 1, example = 3_326_751)]
    pub(crate) size: u64,
}

/// A dataset as the place of a new document, which is read as law.
pub(crate) struct NewLaw<'a> {
    pub(crate) dataset: &'a KnowledgeDataset,
    pub(crate) format: DocumentFormat,
    pub(crate) declared: DeclaredLaw,
}

/// A new document that waits for its file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedOut {
    /// The document's id.
    id: DocumentId,
    /// `pending` until the file is uploaded.
    status: DocumentStatus,
    /// The upload form.
    upload: UploadOut,
}

/// Registers one PDF, or one file of law in a dataset, and responds with the form to upload it with.
pub(crate) async fn create(
    state: &State,
    caller: &Caller,
    Submitted { input, idempotency_key }: Submitted<DocumentIn>,
    law: Option<NewLaw<'_>>,
) -> Result<Response> {
    let (kind, source) = check(&input, state.uploads.max_bytes)?;
    let now = state.clock.now();
    let id = DocumentId(state.clock.uuid_v7());
    let format = law.as_ref().map_or(DocumentFormat::Pdf, |law| law.format);
    let key = ObjectKey { format, ..ObjectKey::first(id) }.to_string();
    let upload = state.uploads.promise(&key, format.content_type(), input.size, now).await?;
    let new = NewDocument {
        id,
        owner_id: caller.id,
        access: if caller.administers(Capability::DocumentsManage) {
            DocumentAccess::Everyone
        } else {
            DocumentAccess::Owner
        },
        name: input.name.trim(),
        kind,
        source,
        dataset: law.as_ref().map(|law| InDataset { id: law.dataset.id, declared: &law.declared }),
        object_key: &key,
        declared_size: i64::try_from(input.size).unwrap_or(i64::MAX),
        created_at: now,
        upload_expires_at: upload.expires_at,
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    documents::insert(&transaction, &new).await.map_err(|error| {
        if error.is_constraint(documents::DATASET) { Problem::not_found("dataset") } else { error.into() }
    })?;
    let event = AuditEvent::done(AuditAction::CreateDocument).to(id).with("access", new.access.as_str());
    let event = match &law {
        Some(law) => event.with("dataset", law.dataset.name.as_str()),
        None => event,
    };
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let out = CreatedOut { id, status: DocumentStatus::Pending, upload };
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    Ok(response)
}

fn check(input: &DocumentIn, max_bytes: u64) -> Result<(DocumentType, DocumentSource)> {
    let mut errors = Vec::new();
    if input.size > max_bytes {
        errors.push(FieldError::new("size", format!("must be at most {max_bytes} bytes")));
    }
    let kind = parse(input.kind.as_deref(), "type", DocumentType::Other, &mut errors);
    let source = parse(input.source.as_deref(), "source", DocumentSource::Other, &mut errors);
    if errors.is_empty() { Ok((kind, source)) } else { Err(Problem::unprocessable(errors)) }
}
