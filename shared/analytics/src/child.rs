//! The child process: it limits itself, reads one table from its standard input and writes the result.

use crate::{Kind, Limits, Mapping, Snapshot, TableError, snapshot::read_with};
use rlimit::Resource;
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsString,
    fs::File,
    io::{Write, stdin, stdout},
    os::fd::AsFd,
    process::ExitCode,
};

/// The name of the subcommand under which programs offer [`main`].
pub const SUBCOMMAND: &str = "read-table";

/// File descriptors the child may have open: its streams and the file.
const MOST_FILES: u64 = 16;

/// The child's output.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    Read(Snapshot),
    Refused { code: String, detail: String },
}

/// The parent's instructions, passed as arguments because the child has no environment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChildRequest {
    pub(crate) kind: Kind,
    pub(crate) served: Option<f64>,
    pub(crate) limits: Limits,
    pub(crate) mapping: Mapping,
}

impl ChildRequest {
    /// Limits other than those of size, memory and time are the usual ones.
    pub(crate) fn to_arguments(&self) -> [OsString; 6] {
        let served = self.served.map_or_else(|| "-".to_owned(), |served| served.to_string());
        let numbers = [self.limits.bytes, self.limits.memory_bytes, self.limits.cpu.as_secs().max(1)];
        let [bytes, memory, cpu] = numbers.map(|number| number.to_string().into());
        // a structure of plain values can always be written
        let mapping = serde_json::to_string(&self.mapping).unwrap_or_default();
        [self.kind.extension().into(), served.into(), bytes, memory, cpu, mapping.into()]
    }

    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut arguments = arguments.into_iter();
        let mut next = || arguments.next()?.into_string().ok();
        let kind = Kind::of_name(&format!("table.{}", next()?))?;
        let served = match next()?.as_str() {
            "-" => None,
            number => Some(number.parse().ok()?),
        };
        let mut number = || next()?.parse::<u64>().ok();
        let limits = Limits {
            bytes: number()?,
            memory_bytes: number()?,
            cpu: std::time::Duration::from_secs(number()?),
            ..Limits::default()
        };
        let mapping = serde_json::from_str(&next()?).ok()?;
        arguments.next().is_none().then_some(Self { kind, served, limits, mapping })
    }
}

/// Reads the table that is standard input as `arguments` (made by [`crate::TableReader`]) say, and writes one JSON document.
///
/// Call it from `main` before anything else is started: it lowers the limits of the whole process for good.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Some(request) = ChildRequest::parse(arguments) else { return ExitCode::from(2) };
    if limit(&request.limits).is_err() {
        return ExitCode::from(3);
    }
    let Ok(file) = stdin().as_fd().try_clone_to_owned().map(File::from) else { return ExitCode::from(3) };
    let message = match read_with(file, request.kind, request.limits, (request.served, &request.mapping)) {
        Ok(snapshot) => Message::Read(snapshot),
        Err(error) => refused(&error),
    };
    let mut output = stdout().lock();
    let written = serde_json::to_writer(&mut output, &message).is_ok() && output.flush().is_ok();
    if written { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn refused(error: &TableError) -> Message {
    Message::Refused { code: error.code().to_owned(), detail: error.to_string() }
}

/// Lowers the limits of this process for good: memory, processor time, no further processes and no written files.
pub fn limit(limits: &Limits) -> std::io::Result<()> {
    let cpu = limits.cpu.as_secs();
    // at the soft limit of CPU the child gets SIGXCPU, which its parent recognises, and at the hard one SIGKILL
    let limits = [
        (Resource::AS, limits.memory_bytes, limits.memory_bytes),
        (Resource::CPU, cpu, cpu.saturating_add(2)),
        (Resource::NOFILE, MOST_FILES, MOST_FILES),
        (Resource::NPROC, 0, 0),
        (Resource::FSIZE, 0, 0),
        (Resource::CORE, 0, 0),
    ];
    limits.into_iter().try_for_each(|(resource, soft, hard)| rlimit::setrlimit(resource, soft, hard))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_survives_the_command_line() {
        for served in [None, Some(1_234.5)] {
            let limits = Limits { bytes: 7, ..Limits::default() };
            let mapping =
                Mapping { sheet: Some("Januar \"24\"".to_owned()), header_row: Some(3), ..Mapping::default() };
            for mapping in [Mapping::default(), mapping] {
                let request = ChildRequest { kind: Kind::Xlsx, served, limits, mapping };
                assert_eq!(ChildRequest::parse(request.to_arguments()), Some(request));
            }
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let arguments = [
            vec![],
            vec!["csv"],
            vec!["pdf", "-", "1", "2", "3", "{}"],
            vec!["csv", "-", "1", "2", "3"],
            vec!["csv", "-", "1", "2", "3", "4"],
            vec!["csv", "-", "1", "2", "3", r#"{"colour":"red"}"#],
            vec!["csv", "-", "1", "2", "3", "{}", "more"],
        ];
        for arguments in arguments {
            assert_eq!(ChildRequest::parse(arguments.into_iter().map(OsString::from)), None);
        }
    }
}
