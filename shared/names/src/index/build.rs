use std::collections::{BTreeMap, HashSet};

use super::format::{
    CHECKED_FROM, ENTITY_MARK, HEADER, MAGIC, NAME_MARK, PERSON_LIKE, REFERENCE, SECTIONS, Section, VERSION, WEAK,
    place, range_of, record,
};
use super::keys::{identifier_key, name_keys, token_keys};
use crate::evidence::{Gender, Subject};
use crate::listed::{ListedEntity, ListedName, NameQuality};
use crate::score::Side;
use crate::token::TokenView;
use crate::{IndexError, Rarity};

/// Names that an index may have, and entities.
const MOST: u32 = 4_000_000;
/// Keys in a range of hashes, on average.
const KEYS_PER_RANGE: usize = 4;

/// Collects the entities of one version of a list and writes their index.
#[derive(Debug, Clone, Default)]
pub struct IndexBuilder {
    list_version: String,
    entities: Vec<ListedEntity>,
}

/// Tokens are distinct by all their forms.
type TokenIdentity = (String, String, u8, u8);

#[derive(Default)]
struct Sections {
    parts: [Vec<u8>; SECTIONS],
    interned: BTreeMap<String, (u32, u32)>,
    vocabulary: BTreeMap<TokenIdentity, u32>,
    postings: Vec<Vec<u32>>,
    keys: Vec<(u32, u32)>,
}

impl IndexBuilder {
    /// An index without entities. The text that identifies the version of the list comes back from [`NameIndex::list_version`].
    ///
    /// [`NameIndex::list_version`]: crate::NameIndex::list_version
    #[must_use]
    pub fn new(list_version: impl Into<String>) -> Self {
        Self { list_version: list_version.into(), entities: Vec::new() }
    }

    /// Adds an entity. Hits of equal score are in the order in which entities were added.
    pub fn add(&mut self, entity: ListedEntity) {
        self.entities.push(entity);
    }

    /// Writes the index. The same entities in the same order give the same bytes.
    ///
    /// # Errors
    /// Returns [`IndexError::DuplicateKey`] if two entities have one key, and [`IndexError::TooLarge`] above four million names or entities,
    /// 65,535 facts of one kind of an entity, or four gigabytes.
    pub fn build(&self) -> Result<Vec<u8>, IndexError> {
        let mut known = HashSet::new();
        if let Some(twice) = self.entities.iter().find(|entity| !known.insert(entity.key.as_str())) {
            return Err(IndexError::DuplicateKey(twice.key.clone()));
        }
        let names = self.entities.iter().flat_map(|entity| &entity.names);
        bounded(names.clone().count(), "the number of names", MOST)?;
        let entities = bounded(self.entities.len(), "the number of entities", MOST)?;
        let rarity = Rarity::of_names(names.map(|listed| &listed.name));
        let mut sections = Sections::default();
        sections.part(Section::ListVersion, self.list_version.as_bytes());
        for (number, entity) in (0..entities).zip(&self.entities) {
            sections.entity(number, entity)?;
            for listed in &entity.names {
                sections.name(number, listed, &rarity)?;
            }
        }
        sections.write_postings()?;
        sections.write_keys()?;
        sections.finish()
    }
}

fn bounded(count: usize, what: &'static str, limit: u32) -> Result<u32, IndexError> {
    u32::try_from(count).ok().filter(|count| *count <= limit).ok_or(IndexError::TooLarge { what, limit })
}

fn short(count: usize, what: &'static str) -> Result<u16, IndexError> {
    u16::try_from(count).map_err(|_| IndexError::TooLarge { what, limit: u32::from(u16::MAX) })
}

impl Sections {
    fn part(&mut self, section: Section, bytes: &[u8]) {
        if let Some(part) = self.parts.get_mut(section as usize) {
            part.extend_from_slice(bytes);
        }
    }

    /// The records in a section.
    fn count(&self, section: Section) -> Result<u32, IndexError> {
        let length = self.parts.get(section as usize).map_or(0, Vec::len);
        bounded(length / record(section as usize), "a section", u32::MAX)
    }

    fn reference(&mut self, text: &str) -> Result<[u8; REFERENCE], IndexError> {
        let (offset, length) = if let Some(known) = self.interned.get(text) {
            *known
        } else {
            let new = (self.count(Section::Strings)?, bounded(text.len(), "the text of a name", u32::MAX)?);
            self.part(Section::Strings, text.as_bytes());
            self.interned.insert(text.to_owned(), new);
            new
        };
        let mut reference = [0; REFERENCE];
        let (left, right) = reference.split_at_mut(4);
        left.copy_from_slice(&offset.to_le_bytes());
        right.copy_from_slice(&length.to_le_bytes());
        Ok(reference)
    }

    fn entity(&mut self, number: u32, entity: &ListedEntity) -> Result<(), IndexError> {
        let facts = &entity.facts;
        let mut bytes = self.reference(&entity.key)?.to_vec();
        for section in [Section::Names, Section::BirthDates, Section::Countries, Section::Identifiers] {
            bytes.extend(self.count(section)?.to_le_bytes());
        }
        bytes.extend(bounded(entity.names.len(), "the number of names", MOST)?.to_le_bytes());
        bytes.extend(short(facts.birth_dates.len(), "the number of birth dates")?.to_le_bytes());
        bytes.extend(short(facts.countries.len(), "the number of countries")?.to_le_bytes());
        bytes.extend(short(facts.identifiers.len(), "the number of identifiers")?.to_le_bytes());
        bytes.extend([facts.gender.map_or(0, Gender::code), 0]);
        self.part(Section::Entities, &bytes);
        self.facts(facts)?;
        let keys = facts.identifiers.iter().filter_map(identifier_key);
        self.keys.extend(keys.map(|key| (key, number | ENTITY_MARK)));
        Ok(())
    }

    fn facts(&mut self, facts: &Subject) -> Result<(), IndexError> {
        for date in &facts.birth_dates {
            let [low, high] = date.year.to_le_bytes();
            let (month, day) = (date.month.unwrap_or_default(), date.day.unwrap_or_default());
            self.part(Section::BirthDates, &[low, high, month, day, date.tolerance, 0]);
        }
        for country in &facts.countries {
            let reference = self.reference(country)?;
            self.part(Section::Countries, &reference);
        }
        for identifier in &facts.identifiers {
            for text in [&identifier.kind, &identifier.value] {
                let reference = self.reference(text)?;
                self.part(Section::Identifiers, &reference);
            }
        }
        Ok(())
    }

    fn name(&mut self, entity: u32, listed: &ListedName, rarity: &Rarity) -> Result<(), IndexError> {
        let name = &listed.name;
        let number = self.count(Section::Names)?;
        let side = Side::of_name(name, Some(rarity));
        let mut bytes = entity.to_le_bytes().to_vec();
        bytes.extend(self.reference(name.text())?);
        for section in [Section::NameTokens, Section::LegalForms, Section::Acronyms] {
            bytes.extend(self.count(section)?.to_le_bytes());
        }
        for token in &side.tokens {
            let token_number = self.token(token, rarity)?;
            self.part(Section::NameTokens, &token_number.to_le_bytes());
            if let Some(list) = self.postings.get_mut(place(token_number)).filter(|list| list.last() != Some(&number)) {
                list.push(number);
            }
        }
        self.keys.extend(name_keys(&side).into_iter().map(|key| (key, number | NAME_MARK)));
        let forms: Vec<u8> = name.legal.iter().take(255).map(|family| family.code()).collect();
        self.part(Section::LegalForms, &forms);
        for acronym in &name.acronyms {
            let reference = self.reference(acronym)?;
            self.part(Section::Acronyms, &reference);
        }
        let byte = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
        let person_like = if name.person_like { PERSON_LIKE } else { 0 };
        let weak = if listed.quality == NameQuality::Weak { WEAK } else { 0 };
        bytes.extend(side.aligned_weight().to_bits().to_le_bytes());
        bytes.extend(u16::try_from(name.tokens.len()).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend(u16::try_from(name.dropped).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend([byte(forms.len()), byte(name.acronyms.len()), name.kind.code(), person_like | weak]);
        bytes.extend([byte(side.distinctive()), byte(side.initials()), 0, 0]);
        self.part(Section::Names, &bytes);
        Ok(())
    }

    /// The number of a token, which is written when it is met for the first time.
    fn token(&mut self, token: &TokenView<'_>, rarity: &Rarity) -> Result<u32, IndexError> {
        let identity = (token.text.to_owned(), token.native.to_owned(), token.script.code(), token.class.code());
        if let Some(known) = self.vocabulary.get(&identity) {
            return Ok(*known);
        }
        let number = bounded(self.postings.len(), "the number of tokens", ENTITY_MARK - 1)?;
        self.vocabulary.insert(identity, number);
        self.postings.push(Vec::new());
        self.keys.extend(token_keys(token).into_iter().map(|key| (key, number)));
        let mut bytes = Vec::new();
        for text in [token.text, token.sounds, token.skeleton, token.native, token.korean] {
            bytes.extend(self.reference(text)?);
        }
        bytes.extend(rarity.frequency(token.text).to_le_bytes());
        bytes.extend([token.script.code(), token.class.code(), 0, 0]);
        self.part(Section::Tokens, &bytes);
        Ok(number)
    }

    fn write_postings(&mut self) -> Result<(), IndexError> {
        for list in std::mem::take(&mut self.postings) {
            let start = self.count(Section::Postings)?;
            self.part(Section::PostingStarts, &start.to_le_bytes());
            for name in list {
                self.part(Section::Postings, &name.to_le_bytes());
            }
        }
        let end = self.count(Section::Postings)?;
        self.part(Section::PostingStarts, &end.to_le_bytes());
        Ok(())
    }

    fn write_keys(&mut self) -> Result<(), IndexError> {
        let mut keys = std::mem::take(&mut self.keys);
        keys.sort_unstable();
        keys.dedup();
        let ranges = (keys.len() / KEYS_PER_RANGE).max(1);
        for range in 0..=ranges {
            let start = keys.partition_point(|(key, _)| range_of(*key, ranges) < range);
            self.part(Section::KeyStarts, &bounded(start, "the number of keys", u32::MAX)?.to_le_bytes());
        }
        for (key, number) in keys {
            self.part(Section::Keys, &key.to_le_bytes());
            self.part(Section::Keys, &number.to_le_bytes());
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, IndexError> {
        let body: usize = self.parts.iter().map(Vec::len).sum();
        let mut bytes = Vec::with_capacity(HEADER + body);
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(0_u32.to_le_bytes());
        bytes.extend(u64::from(bounded(HEADER + body, "the index", u32::MAX)?).to_le_bytes());
        let mut offset = HEADER;
        for part in &self.parts {
            bytes.extend(bounded(offset, "the index", u32::MAX)?.to_le_bytes());
            bytes.extend(bounded(part.len(), "the index", u32::MAX)?.to_le_bytes());
            offset += part.len();
        }
        for part in &self.parts {
            bytes.extend_from_slice(part);
        }
        let checksum = crc32fast::hash(bytes.get(CHECKED_FROM..).unwrap_or_default());
        if let Some(checked) = bytes.get_mut(CHECKED_FROM - 4..CHECKED_FROM) {
            checked.copy_from_slice(&checksum.to_le_bytes());
        }
        Ok(bytes)
    }
}
