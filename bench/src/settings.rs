//! What `cargo dev bench` tells: where the stores are, and where programs and parts are found.

use anyhow::{Context, Result};
use sisuiq_config::{ConfigError, Environment, settings};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The stack and the folders of one run. Programs that are started inherit this process's environment, which holds all
/// that the functions and the peer read.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Qdrant's gRPC.
    pub(crate) qdrant_url: String,
    /// The queue that S3 announces objects in.
    pub(crate) queue_url: String,
    /// The demo user, an administrator.
    pub(crate) email: String,
    pub(crate) password: String,
    /// The project's folder.
    pub(crate) project: PathBuf,
    /// Models, libraries and the Python peer.
    pub(crate) parts: PathBuf,
    /// The optimised programs.
    pub(crate) binaries: PathBuf,
    /// The stack's own folder, for logs and files on the way.
    pub(crate) folder: PathBuf,
    /// Everything, for what reads more of it.
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

    /// Where the log of a program goes.
    pub(crate) fn log_of(&self, program: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{program}.log"))
    }

    /// The Python of the peer.
    pub(crate) fn python(&self) -> PathBuf {
        self.parts.join("peer/bin/python")
    }

    /// A program of the peer.
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
