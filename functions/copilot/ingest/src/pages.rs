//! One page range: read, cut, embedded, stored, and counted.

use crate::{Refusal, Retry, State, collections, failure::Failure, given_up, index, land, object, purge};
use sisuiq_documents::{ExtractError, PageState, Rejection};
use sisuiq_documents_db::{
    document_ranges::{self, PageRange},
    document_versions::{self, DocumentVersion},
};
use sisuiq_events::Pages;
use sisuiq_model::{DocumentId, DocumentStatus};
use tokio::try_join;

/// Reads one range, unless that is done or its document is deleted, finished or refused. Doing it twice leaves what doing it
/// once leaves.
pub(crate) async fn read(state: &State, message: &Pages, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("ordered").await?;
    let document = DocumentId(message.document_id);
    let connection = state.database.connection().await?;
    let (version, unfinished) = try_join!(
        document_versions::find(&connection, document, message.version),
        document_ranges::find_unfinished(&connection, document, message.version),
    )?;
    drop(connection);
    let Some(version) = version.filter(|version| !version.is_deleted) else {
        return purge::purge(state, document).await;
    };
    let range = PageRange { first: as_i32(message.first_page), last: as_i32(message.last_page) };
    match version.status {
        DocumentStatus::Failed if !given_up::is_given_up(&version) => {
            return collections::delete_version(state, document, message.version).await;
        }
        DocumentStatus::Pending | DocumentStatus::Ready => return Ok(()),
        DocumentStatus::Processing | DocumentStatus::Failed if !unfinished.contains(&range) => return Ok(()),
        DocumentStatus::Processing | DocumentStatus::Failed => {}
    }
    match index_range(state, &version, range, is_last_try).await {
        Ok(()) => Ok(()),
        Err(Failure::Refused(refusal)) => land::refuse(state, &version, &refusal).await,
        Err(Failure::Retry(retry)) => Err(retry),
    }
}

async fn index_range(
    state: &State,
    version: &DocumentVersion,
    range: PageRange,
    is_last_try: bool,
) -> Result<(), Failure> {
    let Some(fetched) = object::fetch(state, version).await? else {
        return Err(Retry::while_doing("downloading the object", "it is not in the bucket").into());
    };
    state.checkpoints.reach("downloaded").await?;
    let pages = state
        .extractor
        .pages(&fetched.path(), range.first.unsigned_abs()..=range.last.unsigned_abs())
        .await
        .map_err(|error| extract_failure(error, is_last_try))?;
    drop(fetched);
    state.checkpoints.reach("read").await?;
    let is_whole = range.first == 1 && version.page_count.is_some_and(|count| range.last >= count);
    if is_whole && pages.iter().all(|page| page.state == PageState::Unreadable) {
        return Err(refusal(Rejection::Unreadable).into());
    }
    Ok(index::index(state, version, range, &pages).await?)
}

/// A file that cannot be read is refused; a reader that cannot be run is tried again, and so is one that took too long: what
/// ran beside it may have kept it waiting.
pub(crate) fn extract_failure(error: ExtractError, is_last_try: bool) -> Failure {
    match error.rejection() {
        Some(rejection) if is_last_try || rejection != Rejection::TookTooLong => refusal(rejection).into(),
        _ => Failure::Retry(Retry::while_doing("running the PDF reader", error)),
    }
}

fn refusal(rejection: Rejection) -> Refusal {
    Refusal { code: rejection.code(), detail: rejection.to_string() }
}

fn as_i32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_took_too_long_may_have_been_kept_waiting() {
        let slow = || ExtractError::Rejected(Rejection::TookTooLong);
        assert!(matches!(extract_failure(slow(), false), Failure::Retry(_)));
        assert!(matches!(extract_failure(slow(), true), Failure::Refused(refusal) if refusal.code == "took_too_long"));
    }

    #[test]
    fn a_file_that_is_no_pdf_is_refused_at_once() {
        let refused = extract_failure(ExtractError::Rejected(Rejection::NotAPdf), false);
        assert!(matches!(refused, Failure::Refused(refusal) if refusal.code == "not_a_pdf"));
    }
}
