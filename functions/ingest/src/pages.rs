//! One page range: read, cut, embedded, stored, and counted.

use crate::{Refusal, Retry, State, failure::Failure, given_up, index, land, object, purge};
use sisuiq_db::{
    DocumentId, DocumentStatus,
    document_ranges::PageRange,
    document_versions::{self, DocumentVersion},
};
use sisuiq_documents::{ExtractError, PageState, Rejection};
use sisuiq_events::Pages;

/// Reads one range, unless its document is deleted, finished or refused. Doing it twice leaves what doing it once leaves.
pub(crate) async fn read(state: &State, message: &Pages) -> Result<(), Retry> {
    state.checkpoints.reach("ordered").await?;
    let document = DocumentId(message.document_id);
    let connection = state.database.connection().await?;
    let version = document_versions::find(&connection, document, message.version).await?;
    drop(connection);
    let Some(version) = version.filter(|version| !version.is_deleted) else {
        return purge::purge(state, document).await;
    };
    if version.status != DocumentStatus::Processing && !given_up::is_given_up(&version) {
        return Ok(());
    }
    match index_range(state, &version, message).await {
        Ok(()) => Ok(()),
        Err(Failure::Refused(refusal)) => land::refuse(state, &version, &refusal).await,
        Err(Failure::Retry(retry)) => Err(retry),
    }
}

async fn index_range(state: &State, version: &DocumentVersion, message: &Pages) -> Result<(), Failure> {
    let Some(fetched) = object::fetch(state, version).await? else {
        return Err(Retry::while_doing("downloading the object", "it is not in the bucket").into());
    };
    state.checkpoints.reach("downloaded").await?;
    let pages = state
        .extractor
        .pages(&fetched.path(), message.first_page..=message.last_page)
        .await
        .map_err(extract_failure)?;
    drop(fetched);
    state.checkpoints.reach("read").await?;
    let is_whole =
        message.first_page == 1 && version.page_count.is_some_and(|count| as_i32(message.last_page) >= count);
    if is_whole && pages.iter().all(|page| page.state == PageState::Unreadable) {
        return Err(refusal(Rejection::Unreadable).into());
    }
    let range = PageRange { first: as_i32(message.first_page), last: as_i32(message.last_page) };
    Ok(index::index(state, version, range, &pages).await?)
}

/// A file that cannot be read is refused; a reader that cannot be run is tried again.
pub(crate) fn extract_failure(error: ExtractError) -> Failure {
    match error.rejection() {
        Some(rejection) => refusal(rejection).into(),
        None => Failure::Retry(Retry::while_doing("running the PDF reader", error)),
    }
}

fn refusal(rejection: Rejection) -> Refusal {
    Refusal { code: rejection.code(), detail: rejection.to_string() }
}

fn as_i32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
