//! The files of a source.

use crate::{Retry, State};
use aws_sdk_s3::{error::SdkError, primitives::ByteStream};
use jiff::Timestamp;
use sisuiq_model::{SourceFormat, SourcePart};
use sisuiq_sanctions_db::{
    source_files::{Content, WatchedFile},
    sources::{File, Source},
};
use sisuiq_sources::{FetchError, Fetched, Kind, Limits, Outcome, Request, Validators};
use std::{os::fd::AsRawFd, path::PathBuf, time::Duration};
use tracing::warn;

/// The time of one file. All four parts of a source stay within the function's time.
const TIMEOUT: Duration = Duration::from_mins(2);
/// The largest file, in bytes. Four of them fit on the function's disk twice.
const LARGEST: u64 = 60 << 20;

/// A file of a source as it is now.
#[derive(Debug)]
pub(crate) struct CurrentFile {
    pub(crate) file: File,
    pub(crate) content: Content,
    /// The address after redirects, and the time, unless it is unchanged.
    pub(crate) news: Option<News>,
}

/// What is new about a file.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) url: String,
    pub(crate) fetched_at: Timestamp,
    /// What it was recognised as.
    pub(crate) kind: Kind,
}

/// Why files could not be fetched.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The source did not send a file that can be kept.
    Source { part: SourcePart, error: FetchError },
    /// A store of the product is unavailable.
    Store(Retry),
}

impl From<Retry> for Failure {
    fn from(failure: Retry) -> Self {
        Self::Store(failure)
    }
}

/// Fetches the files of a source, and stores those that have changed. Nothing is stored for a file that is unchanged.
pub(crate) async fn fetch(
    state: &State,
    source: &Source,
    watched: &[WatchedFile],
) -> Result<Vec<CurrentFile>, Failure> {
    let mut files = Vec::with_capacity(watched.len());
    for one in watched {
        files.push(fetch_one(state, source, one).await?);
    }
    Ok(files)
}

async fn fetch_one(state: &State, source: &Source, watched: &WatchedFile) -> Result<CurrentFile, Failure> {
    let WatchedFile { file, content: known } = watched;
    let validators: Option<Validators> = known.as_ref().and_then(|known| {
        // without validators the whole file is requested
        let read = serde_json::from_value(known.validators.clone());
        read.inspect_err(|error| warn!(%error, "stored validators cannot be read")).ok()
    });
    let limits = Limits { total: TIMEOUT, body: LARGEST, decompressed: LARGEST, ..Limits::default() };
    let request = Request {
        url: &file.url,
        validators: validators.as_ref(),
        expected: kinds(source.settings.format, file.part),
        limits,
    };
    let written = |error| Failure::Store(Retry::while_doing("writing a temporary file", error));
    let temporary = tempfile::tempfile().map_err(written)?;
    let path = PathBuf::from(format!("/proc/self/fd/{}", temporary.as_raw_fd()));
    let mut destination = tokio::fs::File::from_std(temporary);
    let outcome = state.fetcher.fetch(&request, &mut destination).await;
    let outcome = outcome.map_err(|error| Failure::Source { part: file.part, error })?;
    let fetched_at = state.clock.now();
    match (outcome, known) {
        (Outcome::NotModified { .. }, Some(known)) => {
            Ok(CurrentFile { file: file.clone(), content: known.clone(), news: None })
        }
        (Outcome::NotModified { .. }, None) => {
            Err(Retry::while_doing("fetching a file", "it is unchanged, but was never read").into())
        }
        (Outcome::Fetched(fetched), known) => {
            let content = keep(state, source, &fetched, known.as_ref(), path).await?;
            let is_new = known.as_ref().is_none_or(|known| known.sha256 != content.sha256);
            let news = is_new.then_some(News { url: fetched.final_url, fetched_at, kind: fetched.kind });
            Ok(CurrentFile { file: file.clone(), content, news })
        }
    }
}

/// Stores a fetched file, unless it is the known one. Its key contains its digest, so that no object is ever replaced by another.
async fn keep(
    state: &State,
    source: &Source,
    fetched: &Fetched,
    known: Option<&Content>,
    path: PathBuf,
) -> Result<Content, Retry> {
    let sha256 = hex::decode(&fetched.sha256).map_err(|error| Retry::while_doing("reading a digest", error))?;
    let validators =
        serde_json::to_value(&fetched.validators).map_err(|error| Retry::while_doing("writing validators", error))?;
    if let Some(known) = known.filter(|known| known.sha256 == sha256) {
        return Ok(Content { validators, ..known.clone() });
    }
    let object_key = format!("raw/{}/{}/{}", source.id, state.clock.now().strftime("%Y-%m-%d"), fetched.sha256);
    let body =
        ByteStream::from_path(path).await.map_err(|error| Retry::while_doing("reading a temporary file", error))?;
    let request = state.objects.put_object().bucket(&state.bucket).key(&object_key).if_none_match("*").body(body);
    match request.send().await {
        Ok(_) => {}
        // an earlier attempt has stored it
        Err(SdkError::ServiceError(error)) if error.raw().status().as_u16() == 412 => {}
        Err(error) => return Err(Retry::while_doing("storing a fetched file", error)),
    }
    let bytes = i64::try_from(fetched.length).map_err(|error| Retry::while_doing("measuring a file", error))?;
    Ok(Content { validators, sha256, object_key, bytes })
}

/// The kinds of files that a source may send.
const fn kinds(format: SourceFormat, part: SourcePart) -> &'static [Kind] {
    match (format, part) {
        // columns of the Denied Persons List are separated by tabs, which servers call text
        (SourceFormat::OfacSdn | SourceFormat::OfacConsolidated, SourcePart::Comments)
        | (SourceFormat::BisDeniedPersons, _) => &[Kind::Csv, Kind::Text],
        (
            SourceFormat::OfacSdn | SourceFormat::OfacConsolidated | SourceFormat::EuCsv | SourceFormat::UsScreening,
            _,
        ) => &[Kind::Csv],
        (SourceFormat::UnXml | SourceFormat::EuXml, _) => &[Kind::Xml],
        (SourceFormat::Law, _) => &[Kind::Pdf, Kind::Html, Kind::Xml, Kind::Text],
    }
}
