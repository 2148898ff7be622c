//! Settings from `cargo dev bench`: addresses of the stores, paths of programs and parts.

use anyhow::{Context, Result};
use sisuiq_config::{ConfigError, Environment, settings};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The stack and the folders of one run. Child processes inherit this process's environment, which contains all
/// settings of the functions and the peer.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// URL of Qdrant's gRPC interface.
    pub(crate) qdrant_url: String,
    /// The queue that receives S3's events.
    pub(crate) queue_url: String,
    /// The demo user, an administrator.
    pub(crate) email: String,
    pub(crate) password: String,
    /// The project's folder.
    pub(crate) project: PathBuf,
    /// Models, libraries and the Python peer.
    pub(crate) parts: PathBuf,
    /// Folder of the optimised programs.
    pub(crate) binaries: PathBuf,
    /// The stack's folder, for logs and temporary files.
    pub(crate) folder: PathBuf,
    /// The complete environment, for settings that are read elsewhere.
    pub(crate) environment: Environment,
}

impl Settings {
    pub(crate) fn from_process() -> std::result::Result<Self, ConfigError> {
        let environment = Environment::from_process();
        environment.read(|reader| Self {
            qdrant_url: reader.get(&settings::QDRANT_URL),
            queue_url: reader.get(&settings::INGEST_QUEUE_URL),
            email: reader.named("SISUIQ_BENCH_EMAIL"),
            password: reader.named("SISUIQ_BENCH_PASSWORD"),
            project: reader.named("SISUIQ_BENCH_PROJECT"),
            parts: reader.named("SISUIQ_BENCH_PARTS"),
            binaries: reader.named("SISUIQ_BENCH_BINARIES"),
            folder: reader.named("SISUIQ_BENCH_FOLDER"),
            environment: environment.clone(),
        })
    }

    /// The functions' names, sorted.
    pub(crate) fn functions(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for system in folders(&self.project.join("functions"))? {
            let functions = folders(&system)?;
            names
                .extend(functions.iter().filter_map(|folder| Some(folder.file_name()?.to_string_lossy().into_owned())));
        }
        names.sort();
        Ok(names)
    }

    /// Path of a program's log file.
    pub(crate) fn log_of(&self, program: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{program}.log"))
    }

    /// Path of the peer's Python interpreter.
    pub(crate) fn python(&self) -> PathBuf {
        self.parts.join("peer/bin/python")
    }

    /// Path of a program of the peer.
    pub(crate) fn peer(&self, file: &str) -> PathBuf {
        self.project.join("bench/peer").join(file)
    }
}

/// The folders in a folder.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.is_dir()).collect())
}
