//! A table, read in a child process that cannot take more than its limits.

use crate::{
    Kind, Limits, Mapping, Snapshot,
    child::{ChildRequest, Message},
};
use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    ffi::OsString,
    fs::File,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
};
use tokio::{
    io::AsyncReadExt,
    process::{Child, Command},
    time::timeout,
};
use tracing::warn;

/// The maximum output of the child in bytes.
const MOST_OUTPUT: u64 = 16 << 20;

/// Reads tables by running a program that calls [`crate::child::main`].
#[derive(Clone, Debug)]
pub struct TableReader {
    /// The program to run: usually this one again.
    pub program: PathBuf,
    /// Arguments that make the program call [`crate::child::main`] with those after them.
    pub arguments: Vec<OsString>,
    /// The limits of reading a file.
    pub limits: Limits,
}

/// The reason why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The table is at fault; trying again gives the same answer.
    #[error("{detail}")]
    Refused {
        /// A stable code for programs.
        code: String,
        /// An explanation for the user.
        detail: String,
    },
    /// A timeout, which may be caused by other load.
    #[error("reading the table timed out")]
    TookTooLong,
    /// The file could not be read or the child not be started.
    #[error("the file could not be read, or its reader could not be started")]
    Io(#[from] std::io::Error),
    /// The child ended before it began, with this exit code.
    #[error("the table reader exited with code {0} before it started")]
    Child(i32),
}

impl TableReader {
    /// The figures of a table; `served` is the number of customers served.
    pub async fn read(&self, file: &Path, kind: Kind, served: Option<f64>) -> Result<Snapshot, ReadError> {
        self.read_with(file, kind, served, Mapping::default()).await
    }

    /// The figures of a table that is read with the user's corrections.
    pub async fn read_with(
        &self,
        file: &Path,
        kind: Kind,
        served: Option<f64>,
        mapping: Mapping,
    ) -> Result<Snapshot, ReadError> {
        let request = ChildRequest { kind, served, limits: self.limits, mapping };
        let written = self.run(file, &request.to_arguments(), MOST_OUTPUT).await?;
        match serde_json::from_slice(&written) {
            Ok(Message::Read(snapshot)) => Ok(snapshot),
            Ok(Message::Refused { code, detail }) => Err(ReadError::Refused { code, detail }),
            Err(_) => Err(unreadable()),
        }
    }

    /// The output of the program with further arguments and the file as its standard input, at most `most` bytes of it. The
    /// program must limit itself by [`crate::child::limit`]; the time is limited here.
    pub async fn run(&self, file: &Path, arguments: &[OsString], most: u64) -> Result<Vec<u8>, ReadError> {
        let mut running = Running::start(&self.program, [&self.arguments, arguments], File::open(file)?)?;
        match timeout(self.limits.total, running.finish(most)).await {
            Ok(outcome) => outcome,
            Err(_elapsed) => Err(ReadError::TookTooLong),
        }
    }
}

/// A running child. Dropping it ends the child and whatever it started.
struct Running {
    child: Child,
    group: Option<Pid>,
}

impl Running {
    /// Starts the program with the table as its standard input, so that the child needs no path.
    fn start(program: &Path, arguments: [&[OsString]; 2], file: File) -> std::io::Result<Self> {
        let child = Command::new(program)
            .args(arguments.concat())
            .env_clear()
            .current_dir("/")
            .stdin(file)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        Ok(Self { child, group })
    }

    /// The output of a child that succeeded, at most so many bytes of it.
    async fn finish(&mut self, most: u64) -> Result<Vec<u8>, ReadError> {
        let output =
            self.child.stdout.take().ok_or_else(|| std::io::Error::other("the child process has no output"))?;
        let mut written = Vec::new();
        output.take(most).read_to_end(&mut written).await?;
        let status = self.child.wait().await?;
        if status.success() { Ok(written) } else { Err(ending(status)) }
    }
}

/// The reason why there is no result: the child hit its limits, or was not started correctly.
fn ending(status: ExitStatus) -> ReadError {
    match (status.signal(), status.code()) {
        (Some(signal), _) if signal == Signal::XCPU.as_raw() => ReadError::TookTooLong,
        (None, Some(code @ (2 | 3))) => ReadError::Child(code),
        _ => unreadable(),
    }
}

fn unreadable() -> ReadError {
    let unreadable = crate::TableError::Unreadable;
    ReadError::Refused { code: unreadable.code().to_owned(), detail: unreadable.to_string() }
}

impl Drop for Running {
    fn drop(&mut self) {
        // after `wait` has reaped the child, another process may have its id
        if self.child.id().is_some()
            && let Some(group) = self.group.take()
            && let Err(error) = kill_process_group(group, Signal::KILL)
        {
            warn!(%error, "table reader could not be killed");
        }
    }
}
