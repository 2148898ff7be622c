//! The layout of an index. All numbers are little-endian.
//!
//! ```text
//! 0   magic        8 bytes
//! 8   version      u32
//! 12  checksum     u32, CRC-32 of everything behind it
//! 16  length       u64, of the whole index
//! 24  sections     (offset u32, length u32) each, in the order of `Section`
//! ```
//!
//! A reference to text is an offset into the section of strings and a length.

/// The first bytes of an index.
pub(super) const MAGIC: &[u8; 8] = b"SQNAMES\0";
/// Bump when the layout changes, or the rules by which tokens and keys are made.
pub(crate) const VERSION: u32 = 1;
pub(super) const CHECKED_FROM: usize = 16;
pub(super) const SECTIONS_AT: usize = 24;
pub(super) const SECTIONS: usize = 15;
pub(super) const HEADER: usize = SECTIONS_AT + SECTIONS * 8;

/// The sections of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Text, in UTF-8.
    Strings = 0,
    /// Distinct tokens, [`TOKEN`] bytes each.
    Tokens = 1,
    /// Names, [`NAME`] bytes each, those of an entity behind each other.
    Names = 2,
    /// The tokens of names, u32 each.
    NameTokens = 3,
    /// The legal forms of names, one byte each.
    LegalForms = 4,
    /// The acronyms of names, a reference each.
    Acronyms = 5,
    /// The first posting of each token and the end of the last one, u32 each.
    PostingStarts = 6,
    /// The names that have a token, u32 each, ascending.
    Postings = 7,
    /// Keys of tokens, names and entities, (hash u32, number u32) each, ascending. The upper bits of the number say what it counts.
    Keys = 8,
    /// The first key of each range of hashes and the end of the last one, u32 each. The ranges are equal in size.
    KeyStarts = 9,
    /// Entities, [`ENTITY`] bytes each.
    Entities = 10,
    /// Birth dates of entities, [`BIRTH_DATE`] bytes each.
    BirthDates = 11,
    /// Countries of entities, a reference each.
    Countries = 12,
    /// Identifiers of entities, references to type and value each.
    Identifiers = 13,
    /// The version of the list, text.
    ListVersion = 14,
}

/// A token: five references, frequency u32, script u8, class u8, 2 bytes of nothing.
pub(super) const TOKEN: usize = 48;
/// A name: entity u32, text reference, first token u32, first legal form u32, first acronym u32, weight f64, tokens u16, dropped u16,
/// legal forms u8, acronyms u8, kind u8, flags u8, distinctive tokens u8, initials u8, 2 bytes of nothing.
pub(super) const NAME: usize = 44;
/// An entity: key reference, first name u32, first birth date u32, first country u32, first identifier u32, names u32, birth dates u16,
/// countries u16, identifiers u16, gender u8, 1 byte of nothing.
pub(super) const ENTITY: usize = 36;
/// A birth date: year i16, month u8, day u8, tolerance u8, 1 byte of nothing. A month or day of 0 is unknown.
pub(super) const BIRTH_DATE: usize = 6;
pub(super) const KEY: usize = 8;
pub(super) const REFERENCE: usize = 8;

/// Flags of a name.
pub(super) const PERSON_LIKE: u8 = 1;
pub(super) const WEAK: u8 = 2;

/// The upper bits of the number of a key: of a token, a name or an entity.
pub(super) const NAME_MARK: u32 = 1 << 31;
pub(super) const ENTITY_MARK: u32 = 1 << 30;
pub(super) const MARKS: u32 = NAME_MARK | ENTITY_MARK;

/// The size of a record of a section.
pub(super) const fn record(section: usize) -> usize {
    match section {
        1 => TOKEN,
        2 => NAME,
        3 | 6 | 7 | 9 => 4,
        5 | 12 => REFERENCE,
        8 => KEY,
        10 => ENTITY,
        11 => BIRTH_DATE,
        13 => REFERENCE * 2,
        _ => 1,
    }
}

/// The range of hashes to which a hash belongs.
pub(super) fn range_of(hash: u32, ranges: usize) -> usize {
    let ranges = u64::try_from(ranges).unwrap_or(0);
    usize::try_from((u64::from(hash) * ranges) >> 32).unwrap_or(usize::MAX)
}

pub(super) fn u16_at(bytes: &[u8], place: usize) -> u16 {
    bytes.get(place..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u16::from_le_bytes(*chunk))
}

pub(super) fn u32_at(bytes: &[u8], place: usize) -> u32 {
    bytes.get(place..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

pub(super) fn u64_at(bytes: &[u8], place: usize) -> u64 {
    bytes.get(place..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// A number of the format as a place in memory.
pub(super) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
