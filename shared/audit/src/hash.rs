//! SHA-256, as records name each other by it.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest::{SHA256, digest};

const BYTES: usize = 32;

/// The SHA-256 of a record; 64 lower-case hexadecimal digits in text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Hash([u8; BYTES]);

/// It is not a hash.
#[derive(Debug, thiserror::Error)]
#[error("a hash is 64 lower-case hexadecimal digits")]
pub struct NoHash;

impl Hash {
    /// The hash that precedes the first record.
    pub const NONE: Self = Self([0; BYTES]);

    /// The hash of these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hash = [0; BYTES];
        hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
        Self(hash)
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = NoHash;

    fn try_from(bytes: &[u8]) -> Result<Self, NoHash> {
        bytes.try_into().map(Self).map_err(|_| NoHash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl FromStr for Hash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        if text.bytes().any(|letter| letter.is_ascii_uppercase()) {
            return Err(NoHash);
        }
        hex::decode(text).map_err(|_| NoHash)?.as_slice().try_into()
    }
}
