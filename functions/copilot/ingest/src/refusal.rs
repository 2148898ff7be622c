//! Refusals: documents that end as failed because of their file.

use crate::{Refusal, Retry, State, failure::Failure, index::collections};
use sisuiq_documents::{ExtractError, Rejection};
use sisuiq_documents_db::document_versions::{self, DocumentVersion};
use sisuiq_model::FailureReason;
use sisuiq_telemetry::metrics::INGEST_RUNS_TOTAL;
use tracing::info;

/// Error code of an upload that did not come before its address expired.
///
/// The address limits when an upload may begin, not when it ends: a file may still come, and is then read.
pub(crate) const UPLOAD_EXPIRED: &str = "upload_expired";

pub(crate) fn upload_expired() -> Refusal {
    Refusal {
        code: UPLOAD_EXPIRED,
        detail: "The file was not uploaded before the upload address expired. Upload it again.".to_owned(),
    }
}

pub(crate) fn too_large(max_bytes: i64) -> Refusal {
    let megabytes = max_bytes / 1_048_576;
    Refusal { code: "too_large", detail: format!("The file is larger than {megabytes} MB.") }
}

/// Ends the work on a version with a reason, and removes its vectors, which would only hide other passages.
pub(crate) async fn refuse(state: &State, version: &DocumentVersion, refusal: &Refusal) -> Result<(), Retry> {
    info!(document_id = %version.document_id, code = refusal.code, "the file of the document is refused");
    let connection = state.database.connection().await?;
    let reason = FailureReason { code: refusal.code, detail: &refusal.detail };
    let (document, number) = (version.document_id, version.version);
    if document_versions::fail(&connection, document, number, reason, state.clock.now()).await?.is_some() {
        INGEST_RUNS_TOTAL.count([version.source.as_str(), "failed"]);
    }
    drop(connection);
    collections::delete_version(state, document, number).await
}

/// Decides whether a failed extraction is refused or retried. A rejected file is refused, but a timeout only on the last try.
pub(crate) fn extract_failure(error: ExtractError, is_last_try: bool) -> Failure {
    match error.rejection() {
        Some(rejection) if is_last_try || rejection != Rejection::TookTooLong => rejected(rejection).into(),
        // other work on the machine may have slowed the reader down
        _ => Failure::Retry(Retry::while_doing("running the PDF reader", error)),
    }
}

pub(crate) fn rejected(rejection: Rejection) -> Refusal {
    Refusal { code: rejection.code(), detail: rejection.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeout_is_refused_on_last_try() {
        let slow = || ExtractError::Rejected(Rejection::TookTooLong);
        assert!(matches!(extract_failure(slow(), false), Failure::Retry(_)));
        assert!(matches!(extract_failure(slow(), true), Failure::Refused(refusal) if refusal.code == "took_too_long"));
    }

    #[test]
    fn non_pdf_is_refused_at_once() {
        let refused = extract_failure(ExtractError::Rejected(Rejection::NotAPdf), false);
        assert!(matches!(refused, Failure::Refused(refusal) if refusal.code == "not_a_pdf"));
    }
}
