//! The columnar copy of a table: one file from which single columns are read.
//!
//! ```text
//! "SISUIQFR"  version: u16  zero: u16                       12 bytes
//! the parts of all columns, one after the other
//! footer      JSON: the number of rows, and for each column its heading, encoding and parts
//! length of the footer: u32  CRC-32 of the footer: u32  version: u16  zero: u16  "SISUIQFR"    20 bytes
//! ```
//!
//! Numbers are little-endian. A part is a range of bytes with a CRC-32, compressed as an LZ4 block unless that is longer. A column
//! has up to four parts: the bits of its missing rows, its values, and the ends and bytes of its dictionary. Whole numbers, dates,
//! times and codes are stored as differences from the smallest one in 1, 2, 4 or 8 bytes, numbers as eight planes of bytes.
//!
//! A reader trusts nothing: lengths are checked before memory is allocated, and a damaged file gives an error.

mod layout;
mod parts;
mod read;
mod write;

pub use read::{CopyReader, Ranges};
pub use write::write_copy;

#[cfg(test)]
mod tests;
