use std::ops::Range;

use super::format::{
    CHECKED_FROM, HEADER, MAGIC, NAME, SECTIONS, SECTIONS_AT, Section, VERSION, place, record, u32_at, u64_at,
};
use super::view::View;
use crate::evidence::Subject;
use crate::listed::NameQuality;
use crate::{IndexError, Kind};

/// An index of names in bytes: a vector, a slice, a mapped file.
#[derive(Debug, Clone)]
pub struct NameIndex<B> {
    bytes: B,
    sections: [Range<usize>; SECTIONS],
}

/// A name of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The key of the entity.
    pub key: &'a str,
    /// The number of the name in the index, in the order of the list.
    pub number: u32,
    /// The name as it was added.
    pub text: &'a str,
    /// The kind of thing that the name belongs to.
    pub kind: Kind,
    /// How well the list says that the name identifies the entity.
    pub quality: NameQuality,
}

impl<B: AsRef<[u8]>> NameIndex<B> {
    /// Opens an index: verifies version, length, checksum and every reference. Nothing is decoded.
    ///
    /// # Errors
    /// Returns the reason why the bytes are no index, an index of another version, or a damaged one.
    pub fn open(bytes: B) -> Result<Self, IndexError> {
        let sections = sections(bytes.as_ref())?;
        let index = Self { bytes, sections };
        index.view().check()?;
        Ok(index)
    }

    /// The version of the format that this crate writes and opens. An index of another one is built again from its list.
    pub const FORMAT: u32 = VERSION;

    /// The text with which the builder was told the version of the list.
    #[must_use]
    pub fn list_version(&self) -> &str {
        std::str::from_utf8(self.section(Section::ListVersion)).unwrap_or_default()
    }

    /// The number of names, aliases included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.section(Section::Names).len() / NAME
    }

    /// Returns whether the list has no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of entities.
    #[must_use]
    pub fn entities(&self) -> usize {
        self.section(Section::Entities).len() / super::format::ENTITY
    }

    /// The number of names that no search finds, because they have only legal forms or no letters.
    #[must_use]
    pub fn unsearchable(&self) -> usize {
        let view = self.view();
        (0..view.names()).filter(|number| view.is_without_tokens(*number)).count()
    }

    /// The bytes, to be stored.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// A name by its number.
    #[must_use]
    pub fn entry(&self, number: u32) -> Option<Entry<'_>> {
        self.view().entry(number)
    }

    /// The facts of the entity to which a name belongs.
    #[must_use]
    pub fn facts(&self, number: u32) -> Option<Subject> {
        let view = self.view();
        view.entry(number).map(|_| view.facts(view.entity_of(number)))
    }

    fn section(&self, section: Section) -> &[u8] {
        let range = self.sections.get(section as usize).cloned().unwrap_or_default();
        self.bytes.as_ref().get(range).unwrap_or_default()
    }

    pub(super) fn view(&self) -> View<'_> {
        View::new(|section| self.section(section))
    }
}

fn sections(bytes: &[u8]) -> Result<[Range<usize>; SECTIONS], IndexError> {
    if !bytes.starts_with(MAGIC) {
        return Err(IndexError::NotAnIndex);
    }
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if bytes.len() < HEADER {
        return Err(IndexError::Length { stated: u64::try_from(HEADER).unwrap_or(u64::MAX), found });
    }
    let version = u32_at(bytes, 8);
    if version != VERSION {
        return Err(IndexError::Version { found: version, expected: VERSION });
    }
    let stated = u64_at(bytes, CHECKED_FROM);
    if stated != found {
        return Err(IndexError::Length { stated, found });
    }
    let (stated, found) = (u32_at(bytes, 12), crc32fast::hash(bytes.get(CHECKED_FROM..).unwrap_or_default()));
    if stated != found {
        return Err(IndexError::Checksum { stated, found });
    }
    let mut expected = HEADER;
    let mut sections: [Range<usize>; SECTIONS] = std::array::from_fn(|_| 0..0);
    for (number, section) in sections.iter_mut().enumerate() {
        let header = SECTIONS_AT + number * 8;
        let (offset, length) = (place(u32_at(bytes, header)), place(u32_at(bytes, header + 4)));
        let end = offset.checked_add(length).filter(|end| *end <= bytes.len());
        let end = end.filter(|_| offset == expected && length % record(number) == 0);
        *section = offset..end.ok_or(IndexError::Structure("a section lies outside of it"))?;
        expected = section.end;
    }
    if expected == bytes.len() { Ok(sections) } else { Err(IndexError::Structure("bytes belong to no section")) }
}
