//! Digests of rows.

use crate::parts::{length, rows_in};
use aws_lc_rs::digest::{self, SHA256};
use memchr::memchr;

/// The number and a digest of rows in `COPY`'s text format, in any order: a sum of the rows' SHA-256.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct RowsDigest {
    rows: u64,
    bytes: u64,
    sum: [u64; 4],
    /// The beginning of a row whose end has not come yet.
    begun: Vec<u8>,
}

impl RowsDigest {
    /// The number of whole rows.
    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Adds the next bytes, which may end within a row.
    pub(super) fn take(&mut self, mut bytes: &[u8]) {
        self.rows += rows_in(bytes);
        self.bytes += length(bytes.len());
        while let Some(end) = memchr(b'\n', bytes) {
            let (row, rest) = bytes.split_at(end + 1);
            if self.begun.is_empty() {
                self.add(row);
            } else {
                let mut whole = std::mem::take(&mut self.begun);
                whole.extend_from_slice(row);
                self.add(&whole);
            }
            bytes = rest;
        }
        self.begun.extend_from_slice(bytes);
    }

    fn add(&mut self, row: &[u8]) {
        let hash = digest::digest(&SHA256, row);
        let (words, _) = hash.as_ref().as_chunks::<8>();
        for (sum, word) in self.sum.iter_mut().zip(words) {
            *sum = sum.wrapping_add(u64::from_le_bytes(*word));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest_of(parts: &[&str]) -> RowsDigest {
        let mut digest = RowsDigest::default();
        for part in parts {
            digest.take(part.as_bytes());
        }
        digest
    }

    #[test]
    fn order_and_parts_do_not_matter() {
        let rows = digest_of(&["a\t1\nb\t2\nc\t3\n"]);
        assert_eq!(rows.rows(), 3);
        for same in [&["c\t3\n", "a\t1\nb\t2\n"][..], &["b", "\t2", "\n", "a\t1\nc\t", "3\n"]] {
            assert_eq!(digest_of(same), rows, "{same:?}");
        }
    }

    #[test]
    fn each_change_matters() {
        let rows = digest_of(&["a\t1\nb\t2\n"]);
        for other in ["a\t1\n", "a\t2\nb\t1\n", "a\t1\na\t1\n", "a\t1\nb\t2\nb\t2\n", "a\t1\nb\t2", ""] {
            assert_ne!(digest_of(&[other]), rows, "{other:?}");
        }
    }
}
