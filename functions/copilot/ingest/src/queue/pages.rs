//! One page range of a version: extracted and indexed.

use crate::{
    Retry, State,
    failure::Failure,
    index::{self, collections},
    object, page_range, purge,
    read_range::read_range,
    refusal::{refuse, rejected},
    retries_exhausted,
};
use sisuiq_documents::{PageState, Rejection};
use sisuiq_documents_db::{
    document_ranges::{self, PageRange, RangeKey},
    document_versions::{self, DocumentVersion},
};
use sisuiq_events::Pages;
use sisuiq_model::{DocumentStatus, VersionKey};
use tokio::try_join;

/// Reads one range, unless the range is done or its document is deleted, finished or refused. A second delivery leaves the
/// same result.
pub(crate) async fn handle(state: &State, message: &Pages, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("ordered").await?;
    let RangeKey { version: VersionKey { document, number }, range } = page_range::of_message(message);
    let connection = state.database.connection().await?;
    let (version, unfinished) = try_join!(
        document_versions::find(&connection, document, number),
        document_ranges::find_unfinished(&connection, document, number),
    )?;
    drop(connection);
    let Some(version) = version.filter(|version| !version.is_deleted) else {
        return purge::purge(state, document).await;
    };
    match version.status {
        DocumentStatus::Failed if !retries_exhausted::is_exhausted(&version) => {
            return collections::delete_version(state, document, number).await;
        }
        DocumentStatus::Pending | DocumentStatus::Ready => return Ok(()),
        DocumentStatus::Processing | DocumentStatus::Failed if !unfinished.contains(&range) => return Ok(()),
        DocumentStatus::Processing | DocumentStatus::Failed => {}
    }
    match index_range(state, &version, range, is_last_try).await {
        Ok(()) => Ok(()),
        Err(Failure::Refused(refusal)) => refuse(state, &version, &refusal).await,
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
    let read = read_range(state, &fetched.path(), version, range, is_last_try).await?;
    drop(fetched);
    state.checkpoints.reach("read").await?;
    // a run for one of several ranges does not know the other pages
    let is_whole_document = range.first == 1 && version.page_count.is_some_and(|count| range.last >= count);
    if is_whole_document && read.pages.iter().all(|page| page.state == PageState::Unreadable) {
        return Err(rejected(Rejection::Unreadable).into());
    }
    Ok(index::index(state, version, range, &read).await?)
}
