//! What is known of a suite, kept in a file of its own.

use super::Failure;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A run of a suite with a dose.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Record {
    /// The suite.
    pub name: String,
    /// What it promises.
    pub promise: String,
    /// The commit it ran at; ends with `+` when files of the product were changed.
    pub commit: String,
    /// When it ended.
    pub at: Timestamp,
    /// What its cases were drawn from.
    pub seed: u64,
    /// How many cases were asked for.
    pub dose: u64,
    /// How many cases ran.
    pub cases: u64,
    /// Those that broke the promise.
    pub failures: Vec<Failure>,
    /// The worst that was measured.
    pub worst: super::Worst,
    /// How long it took.
    pub seconds: f64,
}

impl Record {
    /// Whether all cases ran and kept the promise.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        self.failures.is_empty() && self.cases == self.dose
    }

    /// Whether a run of this seed and dose at this commit need not be done again.
    #[must_use]
    pub fn settles(&self, commit: &str, seed: u64, dose: u64) -> bool {
        self.has_passed()
            && !commit.ends_with('+')
            && (self.commit.as_str(), self.seed, self.dose) == (commit, seed, dose)
    }
}

/// A folder of records.
#[derive(Clone, Debug)]
pub struct Records {
    folder: PathBuf,
}

impl Records {
    /// The records in a folder, which is made if it is not there.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// What is known of a suite with a dose; nothing if that never ran.
    #[must_use]
    pub fn find(&self, name: &str, dose: u64) -> Option<Record> {
        serde_json::from_slice(&fs::read(self.path(name, dose)).ok()?).ok()
    }

    /// Keeps a record in place of the one of the same suite and dose.
    pub fn keep(&self, record: &Record) -> io::Result<()> {
        let text = serde_json::to_string_pretty(record).map_err(io::Error::other)?;
        let unfinished = self.folder.join(format!("{}.unfinished", record.name));
        fs::write(&unfinished, text)?;
        fs::rename(unfinished, self.path(&record.name, record.dose))
    }

    /// Removes the record of a suite with a dose, if there is one.
    pub fn forget(&self, name: &str, dose: u64) -> io::Result<()> {
        match fs::remove_file(self.path(name, dose)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The record that says most about the product at this commit: of this commit before others, large doses before
    /// small ones.
    #[must_use]
    pub fn best(&self, name: &str, doses: [u64; 2], commit: &str) -> Option<Record> {
        let found = doses.into_iter().filter_map(|dose| self.find(name, dose));
        found.max_by_key(|record| (record.commit == commit, record.dose))
    }

    fn path(&self, name: &str, dose: u64) -> PathBuf {
        self.folder.join(format!("{name}-{dose}.json"))
    }
}
