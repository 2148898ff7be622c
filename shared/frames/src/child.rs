//! The child process: it limits itself, reads one table from its standard input and writes the columnar copy.
//!
//! Its output is the length of a JSON document as a little-endian `u32`, the document, and the copy.

use crate::{Frame, profile::Profile, write_copy};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sisuiq_analytics::{Account, Kind, Limits, Mapping, TableError, child::limit};
use std::{
    ffi::OsString,
    fs::File,
    io::{BufWriter, Write, stdin, stdout},
    os::fd::AsFd,
    process::ExitCode,
    time::Duration,
};

/// The name of the subcommand under which programs offer [`main`].
pub const SUBCOMMAND: &str = "read-frame";

/// The first part of the child's output.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    Read { account: Account, profile: Box<RawValue> },
    Refused { code: String, detail: String },
}

/// The parent's instructions, passed as arguments because the child has no environment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChildRequest {
    pub(crate) kind: Kind,
    pub(crate) limits: Limits,
    pub(crate) mapping: Mapping,
}

impl ChildRequest {
    /// Limits other than those of size, memory and time are the usual ones.
    pub(crate) fn to_arguments(&self) -> [OsString; 5] {
        let numbers = [self.limits.bytes, self.limits.memory_bytes, self.limits.cpu.as_secs().max(1)];
        let [bytes, memory, cpu] = numbers.map(|number| number.to_string().into());
        // a structure of plain values can always be written
        let mapping = serde_json::to_string(&self.mapping).unwrap_or_default();
        [self.kind.extension().into(), bytes, memory, cpu, mapping.into()]
    }

    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut arguments = arguments.into_iter();
        let mut next = || arguments.next()?.into_string().ok();
        let kind = Kind::of_name(&format!("table.{}", next()?))?;
        let mut number = || next()?.parse::<u64>().ok();
        let limits = Limits {
            bytes: number()?,
            memory_bytes: number()?,
            cpu: Duration::from_secs(number()?),
            ..Limits::default()
        };
        let mapping = serde_json::from_str(&next()?).ok()?;
        arguments.next().is_none().then_some(Self { kind, limits, mapping })
    }
}

/// Reads the table that is standard input as `arguments` (made by [`crate::FrameReader`]) say, and writes its account, profile and
/// columnar copy.
///
/// Call it from `main` before anything else is started: it lowers the limits of the whole process for good.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Some(request) = ChildRequest::parse(arguments) else { return ExitCode::from(2) };
    if limit(&request.limits).is_err() {
        return ExitCode::from(3);
    }
    let Ok(file) = stdin().as_fd().try_clone_to_owned().map(File::from) else { return ExitCode::from(3) };
    let mut output = BufWriter::new(stdout().lock());
    let written = match read(file, request) {
        Ok((frame, message)) => write_message(&mut output, &message)
            .and_then(|()| write_copy(&frame, &mut output).map(drop).map_err(std::io::Error::other)),
        Err(error) => {
            write_message(&mut output, &Message::Refused { code: error.code().to_owned(), detail: error.to_string() })
        }
    };
    if written.and_then(|()| output.flush()).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(file: File, request: ChildRequest) -> Result<(Frame, Message), TableError> {
    let (frame, account) = Frame::read(file, request.kind, request.limits, request.mapping)?;
    let profile = Profile::of(&frame).map_err(|_| TableError::Unreadable)?;
    let profile = serde_json::value::to_raw_value(&profile).map_err(|_| TableError::Unreadable)?;
    Ok((frame, Message::Read { account, profile }))
}

fn write_message(output: &mut impl Write, message: &Message) -> std::io::Result<()> {
    let message = serde_json::to_vec(message)?;
    let length = u32::try_from(message.len()).map_err(std::io::Error::other)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(&message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_survives_the_command_line() {
        let mapping = Mapping { sheet: Some("Januar \"24\"".to_owned()), ..Mapping::default() };
        let request = ChildRequest { kind: Kind::Xlsx, limits: Limits { bytes: 7, ..Limits::default() }, mapping };
        assert_eq!(ChildRequest::parse(request.to_arguments()), Some(request));
        for wrong in [
            vec![],
            vec!["pdf", "1", "2", "3", "{}"],
            vec!["csv", "1", "2", "3"],
            vec!["csv", "1", "2", "3", "{}", "x"],
        ] {
            assert_eq!(ChildRequest::parse(wrong.into_iter().map(OsString::from)), None);
        }
    }
}
