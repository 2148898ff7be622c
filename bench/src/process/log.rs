//! Log files of measured programs.

use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom},
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::time::sleep;

const TIMEOUT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(1);

/// A program's log file, opened for appending.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    path: PathBuf,
    /// Size of the file before this run, in bytes.
    before: u64,
}

impl Log {
    pub(crate) fn of(settings: &Settings, program: &str) -> Result<Self> {
        let mut log = Self { path: settings.log_of(program), before: 0 };
        log.before = log.file()?.metadata()?.len();
        Ok(log)
    }

    /// Opens the file for appending.
    pub(crate) fn file(&self) -> Result<File> {
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        file.with_context(|| format!("cannot write {}", self.path.display()))
    }

    /// Waits until the program logs this text.
    pub(crate) async fn wait_for(&self, text: &str) -> Result<()> {
        let deadline = Instant::now() + TIMEOUT;
        while !self.read()?.contains(text) {
            if Instant::now() > deadline {
                bail!("`{text}` was not said in time; see {}", self.path.display());
            }
            sleep(POLL).await;
        }
        Ok(())
    }

    fn read(&self) -> Result<String> {
        let mut file = File::open(&self.path).with_context(|| format!("cannot read {}", self.path.display()))?;
        file.seek(SeekFrom::Start(self.before))?;
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}
