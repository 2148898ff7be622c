//! Law that was fetched: each text is a document of the source's dataset, and is ingested like one that somebody uploads.
//!
//! A run registers the document (`register`), copies the file to where documents are ingested from (`send`), and waits. The sweep
//! asks for its end (`settle`): once the text is searchable, the former one ends on its first day (`law_days`). A text
//! that cannot be read, is no law or is much shorter than the former one is removed, and the former one goes on.

use crate::{Retry, State, end, files::CurrentFile, law_check, law_days};
use jiff::{SignedDuration, tz::TimeZone};
use sisuiq_clock::later;
use sisuiq_db::Transaction;
use sisuiq_documents_db::{
    documents::{self, InDataset, NewDocument},
    knowledge_datasets,
};
use sisuiq_model::{
    DeclaredLaw, DocumentAccess, DocumentFormat, DocumentId, DocumentSource, DocumentStatus, DocumentType, ObjectKey,
    RunStatus, SourceRunId,
};
use sisuiq_sanctions_db::{
    source_files,
    source_runs::{self, Claimed, RunEnd, RunFailure},
    sources::{self, Source},
};
use sisuiq_sources::Kind;
use sisuiq_telemetry::metrics::INGEST_RUNS_TOTAL;
use tracing::{info, warn};

/// The time within which the copy of a file has to arrive at the ingestion.
const ARRIVAL: SignedDuration = SignedDuration::from_hours(24);
/// The pause before a run asks again whether its text is searchable.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// A file and the key that it is ingested from.
#[derive(Debug)]
pub(crate) struct LawFile {
    file_key: String,
    object_key: ObjectKey,
}

/// What became of fetched law.
#[derive(Debug)]
pub(crate) enum Registered {
    /// It is a document now, whose file has to be sent.
    Document(LawFile),
    /// It cannot be one.
    Refused(RunFailure),
    /// Somebody else has ended the run.
    Superseded,
}

/// Makes a document of the dataset from the main file.
pub(crate) async fn register(
    state: &State,
    transaction: &Transaction<'_>,
    run: SourceRunId,
    source: &Source,
    files: &[CurrentFile],
) -> Result<Registered, Retry> {
    let news = files.iter().find_map(|file| file.news.as_ref().map(|news| (file, news)));
    let Some((file, news)) = news else {
        return Err(Retry::while_doing("registering law", "no file is new"));
    };
    let refused = |code: &str, text: String| Registered::Refused(RunFailure { code: code.to_owned(), text });
    let name = &source.settings.dataset;
    let Some(dataset) = knowledge_datasets::find_shared(transaction, name).await? else {
        return Ok(refused(
            "no_dataset",
            format!("There is no dataset {name} for everyone. Create it, or choose another one."),
        ));
    };
    let Some(owner) = source_runs::find_owner(transaction, run).await? else {
        return Ok(refused("no_administrator", "No active administrator can own the document.".to_owned()));
    };
    let now = state.clock.now();
    let day = now.to_zoned(TimeZone::UTC).date();
    let id = DocumentId(state.clock.uuid_v7());
    let object_key = ObjectKey { format: format(news.kind), ..ObjectKey::first(id) };
    // once the text is read, its days are known
    let declared = DeclaredLaw::default();
    let new = NewDocument {
        id,
        owner_id: owner,
        access: DocumentAccess::Everyone,
        name: &format!("{} ({day})", source.settings.name),
        kind: DocumentType::Regulatory,
        source: DocumentSource::Other,
        dataset: Some(InDataset { id: dataset, declared: &declared }),
        object_key: &object_key.to_string(),
        declared_size: file.content.bytes,
        created_at: now,
        upload_expires_at: later(now, ARRIVAL),
    };
    documents::insert(transaction, &new).await?;
    if !source_runs::embed(transaction, run, id, now).await? {
        return Ok(Registered::Superseded);
    }
    Ok(Registered::Document(LawFile { file_key: file.content.object_key.clone(), object_key }))
}

/// Copies a file to where it is ingested from. It may be copied twice.
pub(crate) async fn send(state: &State, law: &LawFile) -> Result<(), Retry> {
    copy(state, &law.file_key, &law.object_key.to_string(), law.object_key.format).await
}

async fn copy(state: &State, from: &str, to: &str, format: DocumentFormat) -> Result<(), Retry> {
    let copy = state.objects.copy_object().bucket(&state.bucket).key(to);
    let copy = copy.copy_source(format!("{}/{from}", state.bucket));
    let copy =
        copy.metadata_directive(aws_sdk_s3::types::MetadataDirective::Replace).content_type(format.content_type());
    copy.send().await.map_err(|error| Retry::while_doing("copying a law to the documents", error))?;
    state.checkpoints.reach("law sent").await?;
    Ok(())
}

/// Ends a run whose text was ingested, or lets it wait.
pub(crate) async fn settle(state: &State, run: SourceRunId, claimed: &Claimed) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let source = sources::find(&connection, claimed.source).await?;
    let found = source_runs::find_law(&connection, run).await?;
    drop(connection);
    let (Some(source), Some(found)) = (source, found) else {
        return Err(Retry::while_doing("reading the law of a run", "it is gone"));
    };
    let Some(document) = found.document else {
        let text = "The document with its text was deleted before it was searchable.".to_owned();
        return end::fail(state, run, &source, RunFailure { code: "document_deleted".to_owned(), text }).await;
    };
    match document.status {
        DocumentStatus::Ready => judge(state, run, &source, document.id, claimed.accepts_loss).await,
        DocumentStatus::Failed => {
            let reason = document.error_code.as_deref().unwrap_or("unreadable");
            let text = format!("The text cannot be read ({reason}). What was read before still applies.");
            let failure = RunFailure { code: format!("law_{reason}"), text };
            give_up(state, run, &source, document.id, failure).await
        }
        DocumentStatus::Pending | DocumentStatus::Processing => {
            if document.status == DocumentStatus::Pending {
                // the copy was lost, or its notice waits
                let key: ObjectKey =
                    document.object_key.parse().map_err(|error| Retry::while_doing("reading a key", error))?;
                copy(state, &found.file_key, &document.object_key, key.format).await?;
            }
            let connection = state.database.connection().await?;
            let now = state.clock.now();
            Ok(source_runs::postpone(&connection, run, now, later(now, PAUSE)).await?)
        }
    }
}

/// Lets a text that is searchable apply, unless it must not be used.
async fn judge(
    state: &State,
    run: SourceRunId,
    source: &Source,
    document: DocumentId,
    accepts_loss: bool,
) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let former = source_runs::find_former_law(&connection, source.id).await?;
    let former = former.filter(|former| *former != document);
    let failure = law_check::check(&connection, document, former, accepts_loss).await?;
    drop(connection);
    match failure {
        Some(failure) => give_up(state, run, source, document, failure).await,
        None => take_over(state, run, source, document).await,
    }
}

/// Lets the new text apply instead of the former one.
async fn take_over(state: &State, run: SourceRunId, source: &Source, document: DocumentId) -> Result<(), Retry> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let former = source_runs::find_former_law(&transaction, source.id).await?;
    let finished = source_runs::finish(&transaction, run, &RunEnd::Done(None), now).await?;
    let Some(requested_at) = finished else { return Ok(()) };
    if let Some(former) = former.filter(|former| *former != document) {
        law_days::succeed(&transaction, former, document, now).await?;
    }
    source_files::take_over(&transaction, run, source.id).await?;
    sources::note_reading(&transaction, source.id, now, true, None).await?;
    state.checkpoints.reach("law taken over").await?;
    transaction.commit().await?;
    end::measure(source, RunStatus::Done, requested_at, now, 1);
    info!(run.id = %run, source.id = %source.id, document.id = %document, "a law is searchable");
    Ok(state.checkpoints.reach("run ended").await?)
}

/// Removes a text that cannot be used. The former one goes on.
async fn give_up(
    state: &State,
    run: SourceRunId,
    source: &Source,
    document: DocumentId,
    failure: RunFailure,
) -> Result<(), Retry> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    warn!(run.id = %run, source.id = %source.id, document.id = %document, code = failure.code, "a law is not used");
    if source_runs::finish(&transaction, run, &RunEnd::Failed(failure), now).await?.is_some() {
        sources::note_failure(&transaction, source.id).await?;
        documents::mark_removed(&transaction, document, now).await?;
        transaction.commit().await?;
        INGEST_RUNS_TOTAL.count([&source.id.to_string(), RunStatus::Failed.as_str()]);
    }
    Ok(())
}

const fn format(kind: Kind) -> DocumentFormat {
    match kind {
        Kind::Pdf => DocumentFormat::Pdf,
        Kind::Html => DocumentFormat::Html,
        Kind::Xml => DocumentFormat::Xml,
        Kind::Text | Kind::Csv => DocumentFormat::Text,
    }
}
