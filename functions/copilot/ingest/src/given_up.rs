//! Documents whose work kept failing. They show as failed while their messages wait in the dead-letter queue, and become
//! ready when the last of their pages is read after all.

use sisuiq_db::{DatabaseError, GenericClient};
use sisuiq_documents_db::document_versions::{self, DocumentVersion};
use sisuiq_model::{DocumentId, DocumentSource};

pub(crate) const CODE: &str = document_versions::KEPT_FAILING;
const DETAIL: &str =
    "The document could not be processed after several tries. It is kept, and will be tried again by an operator.";

/// A version of a document.
pub(crate) type Place = (DocumentId, i32);

/// Shows the version as failed. Who published the document; `None` when the version is finished.
pub(crate) async fn give_up(
    client: &impl GenericClient,
    (document, version): Place,
    now: jiff::Timestamp,
) -> Result<Option<DocumentSource>, DatabaseError> {
    document_versions::fail(client, document, version, (CODE, DETAIL), now).await
}

/// Takes up the work on the version again; `false` when it was not given up.
pub(crate) async fn take_up(
    client: &impl GenericClient,
    (document, version): Place,
    now: jiff::Timestamp,
) -> Result<bool, DatabaseError> {
    document_versions::resume(client, document, version, CODE, now).await
}

pub(crate) fn is_given_up(version: &DocumentVersion) -> bool {
    version.error_code.as_deref() == Some(CODE)
}
