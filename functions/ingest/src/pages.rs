//! One page range: read, cut, embedded, stored, and counted.

use crate::{
    Refusal, Retry, State,
    failure::Failure,
    given_up, index, land,
    object::{self, Fetched},
    purge,
};
use sisuiq_db::{
    DocumentId, DocumentStatus,
    document_ranges::PageRange,
    document_versions::{self, DocumentVersion},
};
use sisuiq_documents::ExtractError;
use sisuiq_events::Pages;

/// Reads one range, unless its document is deleted, finished or refused. Doing it twice leaves what doing it once leaves.
pub(crate) async fn read(state: &State, message: &Pages) -> Result<(), Retry> {
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
    let Some(Fetched { file, .. }) = object::fetch(state, version).await? else {
        return Err(Retry::while_doing("downloading the object", "it is not in the bucket").into());
    };
    let pages =
        state.extractor.pages(file.path(), message.first_page..=message.last_page).await.map_err(extract_failure)?;
    drop(file);
    state.checkpoints.reach("read").await?;
    let range = PageRange {
        first: i32::try_from(message.first_page).unwrap_or(i32::MAX),
        last: i32::try_from(message.last_page).unwrap_or(i32::MAX),
    };
    Ok(index::index(state, version, range, &pages).await?)
}

/// A file that cannot be read is refused; a reader that cannot be run is tried again.
pub(crate) fn extract_failure(error: ExtractError) -> Failure {
    match error.rejection() {
        Some(rejection) => Refusal { code: rejection.code(), detail: rejection.to_string() }.into(),
        None => Failure::Retry(Retry::while_doing("running the PDF reader", error)),
    }
}
