use std::ffi::OsString;
use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::Instant;

use super::reason::{ExtractError, Rejection};
use crate::child::{ChildRequest, Message};

/// The maximum length of a line of output, in bytes. A longer one counts as a crash.
const LONGEST_LINE: u64 = 8 << 20;
/// The maximum output of a child in bytes.
const MOST_OUTPUT: u64 = 256 << 20;
/// Signal number of a child that used up its processor time.
const OUT_OF_TIME: i32 = Signal::XCPU.as_raw();

/// A running child. Dropping it ends the child and whatever it started.
pub(super) struct Reader {
    child: Child,
    group: Option<Pid>,
    output: BufReader<ChildStdout>,
    written: u64,
}

/// The result of waiting for the child.
pub(super) enum ChildResult {
    Message(Message),
    TimedOut,
    Crashed,
    NotStarted(i32),
}

impl Reader {
    /// Starts the program with the PDF as its standard input, so that the child needs no path.
    pub(super) fn start(
        program: &Path,
        arguments: &[OsString],
        request: &ChildRequest,
        file: File,
    ) -> Result<Self, ExtractError> {
        let mut child = Command::new(program)
            .args(arguments)
            .args(request.to_arguments())
            .env_clear()
            .current_dir("/")
            .stdin(file)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        let output = child.stdout.take().ok_or_else(|| std::io::Error::other("the child process has no output"))?;
        Ok(Self { child, group, output: BufReader::new(output), written: 0 })
    }

    /// Waits for the next message, but not longer than `timeout` nor beyond `deadline`.
    pub(super) async fn next(&mut self, timeout: Duration, deadline: Instant) -> Result<ChildResult, ExtractError> {
        let until = deadline.min(Instant::now() + timeout);
        match tokio::time::timeout_at(until, self.receive()).await {
            Ok(result) => result,
            Err(_) => Ok(ChildResult::TimedOut),
        }
    }

    /// Waits for as many bytes as the last message announced.
    pub(super) async fn bytes(
        &mut self,
        count: usize,
        timeout: Duration,
        deadline: Instant,
    ) -> Result<Vec<u8>, ExtractError> {
        let until = deadline.min(Instant::now() + timeout);
        let mut bytes = vec![0; count];
        match tokio::time::timeout_at(until, self.output.read_exact(&mut bytes)).await {
            Ok(Ok(_)) => Ok(bytes),
            Ok(Err(error)) if error.kind() == ErrorKind::UnexpectedEof => Err(Rejection::Unreadable.into()),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(Rejection::TookTooLong.into()),
        }
    }

    async fn receive(&mut self) -> Result<ChildResult, ExtractError> {
        let mut line = Vec::new();
        (&mut self.output).take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
        self.written += u64::try_from(line.len()).unwrap_or(LONGEST_LINE);
        if self.written > MOST_OUTPUT {
            return Err(Rejection::Unreadable.into());
        }
        if line.ends_with(b"\n") {
            return Ok(serde_json::from_slice(&line).map_or(ChildResult::Crashed, ChildResult::Message));
        }
        if line.is_empty() { Ok(result_of(self.child.wait().await?)) } else { Ok(ChildResult::Crashed) }
    }

    /// Ends the child and waits until it is gone.
    pub(super) async fn stop(mut self) {
        self.kill_group();
        if let Err(error) = self.child.wait().await {
            tracing::warn!(%error, "waiting for a PDF reader failed");
        }
    }

    fn kill_group(&mut self) {
        // after `wait` has reaped the child, another process may have its id
        if self.child.id().is_some()
            && let Some(group) = self.group.take()
            && let Err(error) = kill_process_group(group, Signal::KILL)
        {
            tracing::warn!(%error, "PDF reader could not be killed");
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.kill_group();
    }
}

fn result_of(status: ExitStatus) -> ChildResult {
    match (status.signal(), status.code()) {
        (Some(OUT_OF_TIME), _) => ChildResult::TimedOut,
        (None, Some(code @ (2 | 3))) => ChildResult::NotStarted(code),
        _ => ChildResult::Crashed,
    }
}
