//! Versions whose work failed on every attempt. They show as failed while their messages are in the dead-letter queue, and
//! become ready when an operator redrives the messages and the last page range succeeds.

use sisuiq_db::{DatabaseError, GenericClient};
use sisuiq_documents_db::document_versions::{self, DocumentVersion};
use sisuiq_model::{DocumentSource, FailureReason, VersionKey};

pub(crate) const CODE: &str = document_versions::KEPT_FAILING;
const DETAIL: &str =
    "The document could not be processed after several attempts. It is stored, and an operator will try it again.";

/// Shows the version as failed, and returns the publisher of the document; `None` when the version is finished.
pub(crate) async fn mark_exhausted(
    client: &impl GenericClient,
    version: VersionKey,
    now: jiff::Timestamp,
) -> Result<Option<DocumentSource>, DatabaseError> {
    let reason = FailureReason { code: CODE, detail: DETAIL };
    document_versions::fail(client, version.document, version.number, reason, now).await
}

/// Shows the version as processing again; `false` when its attempts were not exhausted.
pub(crate) async fn reopen(
    client: &impl GenericClient,
    version: VersionKey,
    now: jiff::Timestamp,
) -> Result<bool, DatabaseError> {
    document_versions::resume(client, version.document, version.number, CODE, now).await
}

/// Returns whether the version failed because its attempts were exhausted.
pub(crate) fn is_exhausted(version: &DocumentVersion) -> bool {
    version.error_code.as_deref() == Some(CODE)
}
