use thiserror::Error;

/// The reason why an index cannot be built, or why bytes are not an index that can be searched.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IndexError {
    /// The bytes do not begin like an index.
    #[error("not an index of names: the first bytes differ")]
    NotAnIndex,
    /// The index was written by another version of the format or of the rules that make tokens.
    #[error("the index has version {found}, and version {expected} is needed: build it again from its list")]
    Version {
        /// The version in the bytes.
        found: u32,
        /// The version of this crate.
        expected: u32,
    },
    /// The bytes end early, or have more than they state.
    #[error("the index states {stated} bytes and has {found}")]
    Length {
        /// The length in the header.
        stated: u64,
        /// The length of the bytes.
        found: u64,
    },
    /// The checksum differs.
    #[error("the index is damaged: its checksum is {found:08x} instead of {stated:08x}")]
    Checksum {
        /// The checksum in the header.
        stated: u32,
        /// The checksum of the bytes.
        found: u32,
    },
    /// The checksum is right, but a section contradicts itself.
    #[error("the index is damaged: {0}")]
    Structure(&'static str),
    /// Two entities have the same key.
    #[error("two entities have the key {0}")]
    DuplicateKey(String),
    /// A list has more entries or text than the format can address.
    #[error("the list is too large: {what} is above {limit}")]
    TooLarge {
        /// The noun of the size.
        what: &'static str,
        /// The limit.
        limit: u32,
    },
}
