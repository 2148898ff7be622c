//! Protection against oversized workbooks.

use crate::{
    TableError,
    limits::{Limits, SMALL},
};
use std::io::{Read, Seek, SeekFrom, copy, sink};
use zip::ZipArchive;

/// The signature of old workbooks and of those with a password.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const ZIP: &[u8] = b"PK\x03\x04";

/// Unpacks every file of the workbook once, without keeping it, and stops when a limit is exceeded: the sizes in its index
/// cannot be trusted.
pub(in crate::grid) fn check<File: Read + Seek>(mut file: File, limits: &Limits) -> Result<(), TableError> {
    let mut head = Vec::new();
    let bytes = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    (&mut file).take(8).read_to_end(&mut head)?;
    if head == COMPOUND_FILE {
        return Err(TableError::Encrypted);
    }
    if !head.starts_with(ZIP) {
        return Err(if bytes == 0 { TableError::Empty } else { TableError::NotAWorkbook });
    }
    let mut archive = ZipArchive::new(file).map_err(|_| TableError::Damaged)?;
    if archive.len() > limits.entries {
        return Err(TableError::Bomb("it contains too many files"));
    }
    let most = limits.expanded.min(bytes.saturating_mul(limits.ratio).max(SMALL));
    let mut expanded = 0;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|_| TableError::Damaged)?;
        let is_shared = entry.name().is_ok_and(|name| name.eq_ignore_ascii_case("xl/sharedstrings.xml"));
        let unpacked = copy(&mut entry.take(most - expanded + 1), &mut sink()).map_err(|_| TableError::Damaged)?;
        expanded += unpacked;
        if expanded > most {
            return Err(TableError::Bomb("its files are too large in total"));
        }
        if is_shared && unpacked > limits.shared_strings {
            return Err(TableError::Bomb("its texts are too large"));
        }
    }
    Ok(())
}
