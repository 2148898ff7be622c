//! A table, read in a child process that cannot take more than its limits.

use crate::{
    child::{ChildRequest, Message},
    copy::CopyReader,
    error::FrameError,
};
use serde_json::value::RawValue;
use sisuiq_analytics::{Account, Kind, Mapping, ReadError, TableError, TableReader};
use std::path::Path;

/// The maximum output of the child in bytes.
const MOST_OUTPUT: u64 = 256 << 20;

/// Reads tables by running a program that calls [`crate::child::main`].
#[derive(Clone, Debug)]
pub struct FrameReader {
    /// The program, its arguments and the limits.
    pub reader: TableReader,
}

/// A table that was read.
#[derive(Debug)]
pub struct FrameRead {
    /// How it was read, and the rows that are left out.
    pub account: Account,
    /// Its [`crate::profile::Profile`] as JSON.
    pub profile: Box<RawValue>,
    /// Its columnar copy.
    pub copy: Vec<u8>,
}

impl FrameReader {
    /// Reads a table with the user's corrections.
    pub async fn read(&self, file: &Path, kind: Kind, mapping: Mapping) -> Result<FrameRead, ReadError> {
        let request = ChildRequest { kind, limits: self.reader.limits, mapping };
        let mut written = self.reader.run(file, &request.to_arguments(), MOST_OUTPUT).await?;
        let length = written.split_first_chunk::<4>().map(|(length, _)| u32::from_le_bytes(*length));
        let end = length.and_then(|length| usize::try_from(length).ok()?.checked_add(4)).unwrap_or(usize::MAX);
        let message = written.get(4..end).and_then(|message| serde_json::from_slice(message).ok());
        match message {
            Some(Message::Refused { code, detail }) => Err(ReadError::Refused { code, detail }),
            Some(Message::Read { account, profile }) => {
                written.drain(..end);
                // an output that was cut off is no copy
                CopyReader::open(written).map_err(|_: FrameError| unreadable()).map(|copy| FrameRead {
                    account,
                    profile,
                    copy: copy.into_file(),
                })
            }
            None => Err(unreadable()),
        }
    }
}

fn unreadable() -> ReadError {
    let error = TableError::Unreadable;
    ReadError::Refused { code: error.code().to_owned(), detail: error.to_string() }
}
