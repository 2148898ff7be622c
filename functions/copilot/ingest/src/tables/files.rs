//! Files of tables, read by child processes with limits.

use crate::{Refusal, Retry, State, failure::Failure};
use serde_json::{Map, Value};
use sisuiq_analytics::{Kind, Mapping, ReadError, Snapshot, TableError};
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_frames::FrameRead;
use sisuiq_originals::{Fetched, PinnedObject};

/// The reason why a file was not read.
pub(super) enum Unread {
    /// The file or the user's corrections are at fault; trying again gives the same answer.
    Refused {
        code: String,
        detail: String,
    },
    Retry(Retry),
}

impl<Cause: Into<Retry>> From<Cause> for Unread {
    fn from(cause: Cause) -> Self {
        Self::Retry(cause.into())
    }
}

/// A downloaded file, with the corrections that it is read with.
pub(super) struct TableFile<'a> {
    state: &'a State,
    dataset: &'a Dataset,
    mapping: Mapping,
    is_last_try: bool,
    pub(super) fetched: Fetched,
}

impl<'a> TableFile<'a> {
    /// Downloads the pinned object, or the current one when a restored bucket lacks the pinned version.
    pub(super) async fn fetch(
        state: &'a State,
        dataset: &'a Dataset,
        (version_id, mapping): (Option<&str>, &Value),
        is_last_try: bool,
    ) -> Result<Self, Unread> {
        let key = dataset.file_path.as_deref().unwrap_or_default();
        let object = PinnedObject { key, version_id, sha256: dataset.sha256.as_deref() };
        let fetched = sisuiq_originals::fetch(&state.objects, &state.bucket, object).await;
        let fetched = match fetched.map_err(Failure::from) {
            Ok(fetched) => {
                fetched.ok_or_else(|| Retry::while_doing("downloading the object", "it is not in the bucket"))?
            }
            Err(Failure::Retry(retry)) => return Err(Unread::Retry(retry)),
            Err(Failure::Refused(Refusal { code, detail })) => {
                return Err(Unread::Refused { code: code.to_owned(), detail });
            }
        };
        // corrections of another release may have members that this one does not know
        let mapping = serde_json::from_value(mapping.clone())
            .map_err(|error| refused(&TableError::Mapping(error.to_string())))?;
        Ok(Self { state, dataset, mapping, is_last_try, fetched })
    }

    /// The figures, with the name of the file.
    pub(super) async fn figures(&self) -> Result<(Map<String, Value>, bool), Unread> {
        let (path, served) = (self.fetched.path(), self.dataset.customers_served);
        let read = self.state.table_reader.read_with(&path, self.kind(), served, self.mapping.clone()).await;
        let Snapshot { mut payload, is_of_outages } = read.map_err(|error| self.unread(error))?;
        payload.insert("file".into(), self.dataset.file_name.clone().into());
        Ok((payload, is_of_outages))
    }

    /// The columnar copy and the profile.
    pub(super) async fn frame(&self) -> Result<FrameRead, Unread> {
        let read = self.state.frame_reader.read(&self.fetched.path(), self.kind(), self.mapping.clone()).await;
        read.map_err(|error| self.unread(error))
    }

    fn kind(&self) -> Kind {
        Kind::of_name(self.dataset.file_path.as_deref().unwrap_or_default()).unwrap_or(Kind::Csv)
    }

    fn unread(&self, error: ReadError) -> Unread {
        match error {
            ReadError::Refused { code, detail } => Unread::Refused { code, detail },
            // on an earlier attempt, other work on the machine may have slowed the reader down
            ReadError::TookTooLong if self.is_last_try => refused(&TableError::TookTooLong),
            failed => Retry::while_doing("running the table reader", failed).into(),
        }
    }
}

fn refused(error: &TableError) -> Unread {
    Unread::Refused { code: error.code().to_owned(), detail: error.to_string() }
}
