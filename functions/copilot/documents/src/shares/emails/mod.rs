//! `/api/documents/{id}/shares/emails`: e-mail addresses whose owners may read a document. Neither answers nor the list tell whether
//! there is an account with an address.

pub(crate) mod create;
pub(crate) mod delete;

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_documents_db::document_email_shares::DocumentEmailShare;
use sisuiq_model::EmailShareId;
use utoipa::ToSchema;

/// An e-mail address that a document is shared with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EmailShareOut {
    id: EmailShareId,
    /// The address in lower case.
    #[schema(example = "grace@example.com")]
    email: String,
    /// When it was shared.
    created_at: Timestamp,
}

impl From<DocumentEmailShare> for EmailShareOut {
    fn from(share: DocumentEmailShare) -> Self {
        let DocumentEmailShare { id, email, created_at } = share;
        Self { id, email, created_at }
    }
}
