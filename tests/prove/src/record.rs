//! Stored results, one file for each suite and dose.

use super::{Dose, Failure, Outcome, Suite, Worst};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_clock::Clock;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

/// Result of one run of a suite.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Record {
    /// Name of the suite.
    pub name: String,
    /// Promise of the suite.
    pub promise: String,
    /// The tested commit; ends with `+` when files of the product were changed.
    pub commit: String,
    /// Time of completion.
    pub at: Timestamp,
    /// Seed of the random cases.
    pub seed: u64,
    /// Number of requested cases.
    pub dose: u64,
    /// Number of completed cases.
    pub cases: u64,
    /// Cases that broke the promise.
    pub failures: Vec<Failure>,
    /// The worst measurement.
    pub worst: Worst,
    /// Duration in seconds.
    pub seconds: f64,
}

impl Record {
    /// Creates the record of a dose that has just ended.
    #[must_use]
    pub fn of(suite: &Suite, dose: &Dose, commit: &str, outcome: Outcome, took: Duration) -> Self {
        Self {
            name: suite.name.to_owned(),
            promise: suite.promise.to_owned(),
            commit: commit.to_owned(),
            at: Clock::system().now(),
            seed: dose.seed,
            dose: dose.cases,
            cases: outcome.cases,
            failures: outcome.failures,
            worst: outcome.worst,
            seconds: took.as_secs_f64(),
        }
    }

    /// Returns true if all cases ran and none failed.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        self.failures.is_empty() && self.cases == self.dose
    }

    /// Returns true if this record makes a run with this commit, seed and dose unnecessary.
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
    /// Opens a folder of records and creates it if necessary.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Reads the record of a suite and dose; none if there is no record.
    pub fn find(&self, name: &str, dose: u64) -> io::Result<Option<Record>> {
        let path = self.path(name, dose);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text?,
        };
        let record = serde_json::from_slice(&text);
        record.map(Some).map_err(|error| io::Error::other(format!("{} is no record: {error}", path.display())))
    }

    /// Stores a record. It replaces the record of the same suite and dose.
    pub fn store(&self, record: &Record) -> io::Result<()> {
        let text = serde_json::to_string_pretty(record).map_err(io::Error::other)?;
        let unfinished = self.folder.join(format!("{}.unfinished", record.name));
        fs::write(&unfinished, text)?;
        fs::rename(unfinished, self.path(&record.name, record.dose))
    }

    /// Deletes the record of a suite and dose, if there is one.
    pub fn delete(&self, name: &str, dose: u64) -> io::Result<()> {
        match fs::remove_file(self.path(name, dose)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Finds the most relevant record: first one of this commit, then the one with the larger dose.
    pub fn best(&self, name: &str, doses: [u64; 2], commit: &str) -> io::Result<Option<Record>> {
        let found = doses.map(|dose| self.find(name, dose)).into_iter().collect::<io::Result<Vec<_>>>()?;
        Ok(found.into_iter().flatten().max_by_key(|record| (record.commit == commit, record.dose)))
    }

    fn path(&self, name: &str, dose: u64) -> PathBuf {
        self.folder.join(format!("{name}-{dose}.json"))
    }
}
