//! The reader of pictures, which is loaded once a process and reads one picture at a time.

use crate::{Retry, failure::Fault, limits::MOST_TIME};
use sisuiq_documents::Picture;
use sisuiq_ocr::{Bitmap, OcrError, PageReader, Reading, Settings};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use tokio::task::spawn_blocking;

/// The models, and where they are.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    settings: Settings,
    loaded: Arc<Mutex<Option<PageReader>>>,
}

impl Reader {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, loaded: Arc::default() }
    }

    /// Loads the models, unless they are loaded.
    pub(crate) async fn load(&self) -> Result<(), Retry> {
        let Self { settings, loaded } = self.clone();
        let load = move || {
            let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
            if loaded.is_none() {
                *loaded = Some(PageReader::open(&settings)?);
            }
            Ok::<_, OcrError>(())
        };
        let outcome = spawn_blocking(load).await.map_err(|error| Retry::while_doing("loading the models", error))?;
        outcome.map_err(|error| Retry::while_doing("loading the models", error))
    }

    /// Reads a picture on a thread of its own.
    pub(crate) async fn read(&self, picture: Picture) -> Result<Reading, Fault> {
        let Self { settings, loaded } = self.clone();
        let read = move || {
            let Picture { width, height, density, pixels } = picture;
            let page = Bitmap::from_grey(width, height, pixels)?;
            let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
            // taken out, so that a reader whose work panicked is not used again
            let mut reader = match loaded.take() {
                Some(reader) => reader,
                None => PageReader::open(&settings)?,
            };
            let reading = reader.read(&page, density, Instant::now() + MOST_TIME);
            *loaded = Some(reader);
            reading
        };
        Ok(spawn_blocking(read).await.map_err(|_| Fault::Broken)??)
    }
}
