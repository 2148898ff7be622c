//! Uploads that did not come before their address expired. The address says when an upload may begin, not when it ends, so
//! one may come all the same.

use crate::{Refusal, given_up::Place};
use sisuiq_db::{DatabaseError, GenericClient, document_versions};

const CODE: &str = "upload_expired";

/// What the owner of such a document is told.
pub(crate) fn refusal() -> Refusal {
    Refusal { code: CODE, detail: "The file was not uploaded before its address expired.".to_owned() }
}

/// Takes up the work on a version whose upload came after all; `false` when that was not what it had failed for.
pub(crate) async fn take_up(
    client: &impl GenericClient,
    (document, version): Place,
    now: jiff::Timestamp,
) -> Result<bool, DatabaseError> {
    document_versions::resume(client, document, version, CODE, now).await
}
