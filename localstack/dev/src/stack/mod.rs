//! A stack: one running set of parts, for the developer, the tests or the benchmarks.

pub(crate) mod environment;
pub(crate) mod passwd;
pub(crate) mod ports;
pub(crate) mod secrets;
pub(crate) mod state;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::disk_space;
use crate::project::Project;
use state::State;

/// The purpose of a stack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    #[default]
    Development,
    Test,
    /// Only stores with demo data, because the benchmarks start the programs that they measure.
    Bench,
}

/// The file system in memory that every Linux has.
const MEMORY: &str = "/dev/shm";
/// Free memory in bytes for the databases of the tests. They take about 200 MB at a time.
const ENOUGH_MEMORY: f64 = 2e9;

/// The folders of a stack.
#[derive(Debug, Clone)]
pub(crate) struct Stack {
    pub(crate) project: Project,
    pub(crate) kind: Kind,
}

impl Stack {
    pub(crate) fn new(project: Project, kind: Kind) -> Self {
        Self { project, kind }
    }

    fn name(&self) -> &'static str {
        match self.kind {
            Kind::Development => "run",
            Kind::Test => "test",
            Kind::Bench => "bench",
        }
    }

    /// State, logs, secrets and data.
    pub(crate) fn folder(&self) -> PathBuf {
        self.project.local().join(self.name())
    }

    pub(crate) fn logs(&self) -> PathBuf {
        self.folder().join("logs")
    }

    pub(crate) fn log_of(&self, part: &str) -> PathBuf {
        self.logs().join(format!("{part}.log"))
    }

    pub(crate) fn secrets_file(&self) -> PathBuf {
        self.folder().join("secrets.json")
    }

    /// The copies of uploads, from which the bucket is restored after a restart.
    pub(crate) fn originals(&self) -> PathBuf {
        self.folder().join("originals")
    }

    /// The file that the supervisor locks while it runs.
    pub(crate) fn lock_file(&self) -> PathBuf {
        self.folder().join("lock")
    }

    /// Cargo's target folder for the binaries of this stack.
    pub(crate) fn target_folder(&self) -> PathBuf {
        self.project.root().join(match self.kind {
            Kind::Development | Kind::Bench => "target",
            Kind::Test => "target-test",
        })
    }

    /// The built binaries.
    pub(crate) fn binaries(&self) -> PathBuf {
        self.target_folder().join(match self.kind {
            Kind::Development | Kind::Test => "debug",
            Kind::Bench => "release",
        })
    }

    /// Postgres's data and installation folders. They are outside the project if Postgres runs as another user that cannot
    /// access the project.
    pub(crate) fn postgres_folders(&self) -> (PathBuf, PathBuf) {
        let as_root = rustix::process::geteuid().is_root();
        let (data, installation) = match self.project.open_substitute().filter(|_| as_root) {
            Some(folder) => (folder.join(self.name()), folder.join("parts/postgres")),
            None => (self.folder(), self.project.parts().join("postgres")),
        };
        (self.memory().unwrap_or(data).join("postgres"), installation)
    }

    /// The folder of Qdrant's collections.
    pub(crate) fn qdrant_storage(&self) -> PathBuf {
        self.memory().unwrap_or_else(|| self.folder()).join("qdrant")
    }

    /// The folder in memory for the databases of the test stack, if there is enough memory: each test creates and drops a
    /// database of 300 files, on which ext4 spends a quarter of the processor time of all tests.
    pub(crate) fn memory(&self) -> Option<PathBuf> {
        let folder = Path::new(MEMORY).join(self.project.unique_name());
        let fits = || folder.exists() || disk_space::free(Path::new(MEMORY)).is_some_and(|free| free >= ENOUGH_MEMORY);
        (matches!(self.kind, Kind::Test) && fits()).then_some(folder)
    }

    /// Removes the databases in memory.
    pub(crate) fn release_memory(&self) -> Result<()> {
        match self.memory().filter(|folder| folder.exists()) {
            Some(folder) => fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display())),
            None => Ok(()),
        }
    }

    /// The last recorded state; None if the stack never ran.
    pub(crate) fn state(&self) -> Result<Option<State>> {
        State::load(&self.state_file())
    }

    pub(crate) fn save_state(&self, state: &State) -> Result<()> {
        state.save(&self.state_file())
    }

    /// The file in which the supervisor records the running parts.
    pub(crate) fn state_file(&self) -> PathBuf {
        self.folder().join("state.json")
    }

    /// Creates the folders that other processes write to.
    pub(crate) fn prepare(&self) -> Result<()> {
        for folder in [self.logs(), self.originals()] {
            fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        Ok(())
    }
}
