//! What is known of a suite, kept in a file of its own.

use super::{Dose, Failure, Outcome, Suite, Worst};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_clock::Clock;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
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
    pub worst: Worst,
    /// How long it took.
    pub seconds: f64,
}

impl Record {
    /// What came of a dose that ended now.
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
    pub fn find(&self, name: &str, dose: u64) -> io::Result<Option<Record>> {
        let path = self.path(name, dose);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text?,
        };
        let record = serde_json::from_slice(&text);
        record.map(Some).map_err(|error| io::Error::other(format!("{} is no record: {error}", path.display())))
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
    pub fn best(&self, name: &str, doses: [u64; 2], commit: &str) -> io::Result<Option<Record>> {
        let found = doses.map(|dose| self.find(name, dose)).into_iter().collect::<io::Result<Vec<_>>>()?;
        Ok(found.into_iter().flatten().max_by_key(|record| (record.commit == commit, record.dose)))
    }

    fn path(&self, name: &str, dose: u64) -> PathBuf {
        self.folder.join(format!("{name}-{dose}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(dose: u64, commit: &str) -> Record {
        Record {
            name: "soak".to_owned(),
            promise: String::new(),
            commit: commit.to_owned(),
            at: Timestamp::UNIX_EPOCH,
            seed: 1,
            dose,
            cases: dose,
            failures: Vec::new(),
            worst: Worst::default(),
            seconds: 0.0,
        }
    }

    #[test]
    fn what_was_found_at_this_commit_goes_before_a_larger_dose_at_another() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records::open(folder.path()).unwrap();
        assert!(records.best("soak", [15, 3_000], "new").unwrap().is_none());
        records.keep(&record(15, "new")).unwrap();
        records.keep(&record(3_000, "old")).unwrap();
        let best = |commit| records.best("soak", [15, 3_000], commit).unwrap().map(|record| record.dose);
        assert_eq!((best("new"), best("old"), best("other")), (Some(15), Some(3_000), Some(3_000)));
    }

    #[test]
    fn a_record_that_cannot_be_read_is_not_one_that_never_was() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records::open(folder.path()).unwrap();
        fs::write(folder.path().join("soak-15.json"), "{").unwrap();
        assert!(records.find("soak", 15).unwrap_err().to_string().contains("soak-15.json is no record"));
        records.forget("soak", 15).unwrap();
        assert!(records.find("soak", 15).unwrap().is_none());
    }

    #[test]
    fn only_a_pass_of_the_same_dose_and_seed_at_an_unchanged_commit_settles_anything() {
        assert!(record(15, "new").settles("new", 1, 15));
        assert!(!record(15, "new").settles("new", 2, 15) && !record(15, "new").settles("old", 1, 15));
        assert!(!record(15, "new+").settles("new+", 1, 15));
        assert!(!Record { cases: 14, ..record(15, "new") }.settles("new", 1, 15));
    }
}
