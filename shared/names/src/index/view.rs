use super::format::{
    BIRTH_DATE, ENTITY, ENTITY_MARK, KEY, MARKS, NAME, NAME_MARK, PERSON_LIKE, REFERENCE, Section, TOKEN, WEAK, place,
    range_of, u16_at, u32_at, u64_at,
};
use super::open::Entry;
use crate::evidence::{BirthDate, Gender, Identifier, Subject};
use crate::listed::NameQuality;
use crate::rarity::weight;
use crate::score::Side;
use crate::token::{TokenClass, TokenView};
use crate::{Kind, LegalFamily, Script};
use std::num::NonZeroU32;

/// The sections of an opened index. Numbers that lead nowhere give empty texts and zeros.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) strings: &'a [u8],
    pub(super) tokens: &'a [u8],
    pub(super) name_records: &'a [u8],
    pub(super) name_tokens: &'a [u8],
    pub(super) legal_forms: &'a [u8],
    pub(super) acronyms: &'a [u8],
    pub(super) posting_starts: &'a [u8],
    pub(super) postings: &'a [u8],
    pub(super) keys: &'a [u8],
    pub(super) key_starts: &'a [u8],
    pub(super) entities: &'a [u8],
    pub(super) birth_dates: &'a [u8],
    pub(super) countries: &'a [u8],
    pub(super) identifiers: &'a [u8],
    pub(super) list_version: &'a [u8],
    names: u32,
}

/// A thing to which a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Token(u32),
    Name(u32),
    Entity(u32),
}

impl Found {
    pub(super) const fn of_number(number: u32) -> Self {
        if number & NAME_MARK != 0 {
            Self::Name(number & !MARKS)
        } else if number & ENTITY_MARK != 0 {
            Self::Entity(number & !MARKS)
        } else {
            Self::Token(number)
        }
    }
}

/// The figures of a name that decide whether it can reach a score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    pub(super) weight: f64,
    pub(super) distinctive: u8,
    pub(super) initials: u8,
    pub(super) person_like: bool,
    pub(super) kind: Kind,
}

impl<'a> View<'a> {
    pub(super) fn new(section: impl Fn(Section) -> &'a [u8]) -> Self {
        let name_records = section(Section::Names);
        Self {
            strings: section(Section::Strings),
            tokens: section(Section::Tokens),
            name_records,
            name_tokens: section(Section::NameTokens),
            legal_forms: section(Section::LegalForms),
            acronyms: section(Section::Acronyms),
            posting_starts: section(Section::PostingStarts),
            postings: section(Section::Postings),
            keys: section(Section::Keys),
            key_starts: section(Section::KeyStarts),
            entities: section(Section::Entities),
            birth_dates: section(Section::BirthDates),
            countries: section(Section::Countries),
            identifiers: section(Section::Identifiers),
            list_version: section(Section::ListVersion),
            names: u32::try_from(name_records.len() / NAME).unwrap_or(u32::MAX),
        }
    }

    pub(super) const fn names(&self) -> u32 {
        self.names
    }

    fn text(&self, bytes: &[u8], at: usize) -> &'a str {
        let (offset, length) = (place(u32_at(bytes, at)), place(u32_at(bytes, at + 4)));
        std::str::from_utf8(self.strings.get(offset..offset.saturating_add(length)).unwrap_or_default())
            .unwrap_or_default()
    }

    pub(super) fn token(&self, number: u32) -> TokenView<'a> {
        let record = self.tokens.get(place(number) * TOKEN..).unwrap_or_default();
        let part = |part: usize| self.text(record, part * REFERENCE);
        let class = record.get(45).and_then(|code| TokenClass::from_code(*code)).unwrap_or(TokenClass::StopWord);
        let script = record.get(44).and_then(|code| Script::from_code(*code)).unwrap_or_default();
        let token = TokenView {
            number: NonZeroU32::MIN.checked_add(number),
            text: part(0),
            sounds: part(1),
            skeleton: part(2),
            native: part(3),
            korean: part(4),
            script,
            class,
            weight: 0.0,
        };
        TokenView { weight: weight(&token, u32_at(record, 40), self.names), ..token }
    }

    /// How many names have a text as a token.
    pub(super) fn frequency(&self, text: &str) -> u32 {
        let found = self.find(super::keys::text_key(text)).filter_map(|found| match found {
            Found::Token(number) => Some(self.tokens.get(place(number) * TOKEN..).unwrap_or_default()),
            _ => None,
        });
        found.filter(|record| self.text(record, 0) == text).map(|record| u32_at(record, 40)).max().unwrap_or(0)
    }

    fn record(&self, number: u32) -> &'a [u8] {
        let start = place(number).saturating_mul(NAME);
        self.name_records.get(start..start.saturating_add(NAME)).unwrap_or_default()
    }

    pub(super) fn entry(&self, number: u32) -> Option<Entry<'a>> {
        let record = self.record(number);
        let kind = record.get(38).and_then(|code| Kind::from_code(*code))?;
        let quality =
            if record.get(39).is_some_and(|flags| flags & WEAK != 0) { NameQuality::Weak } else { NameQuality::Strong };
        let key = self.key(self.entity_of(number));
        Some(Entry { key, number, text: self.text(record, 4), kind, quality })
    }

    pub(super) fn is_without_tokens(&self, number: u32) -> bool {
        u16_at(self.record(number), 32) == 0
    }

    /// The entity to which a name belongs.
    pub(super) fn entity_of(&self, number: u32) -> u32 {
        u32_at(self.record(number), 0)
    }

    pub(super) fn figures(&self, number: u32) -> Figures {
        let record = self.record(number);
        let byte = |at: usize| record.get(at).copied().unwrap_or_default();
        Figures {
            weight: f64::from_bits(u64_at(record, 24)),
            distinctive: byte(40),
            initials: byte(41),
            person_like: byte(39) & PERSON_LIKE != 0,
            kind: Kind::from_code(byte(38)).unwrap_or_default(),
        }
    }

    pub(super) fn side(&self, number: u32) -> Side<'a> {
        let record = self.record(number);
        let first = place(u32_at(record, 12));
        let tokens = (first..first.saturating_add(usize::from(u16_at(record, 32))))
            .map(|token| self.token(u32_at(self.name_tokens, token * 4)));
        let first_form = place(u32_at(record, 16));
        let count = |at: usize| record.get(at).map_or(0, |count| usize::from(*count));
        let forms = self.legal_forms.get(first_form..first_form.saturating_add(count(36))).unwrap_or_default();
        let first_acronym = place(u32_at(record, 20));
        Side {
            kind: record.get(38).and_then(|code| Kind::from_code(*code)).unwrap_or_default(),
            person_like: record.get(39).is_some_and(|flags| flags & PERSON_LIKE != 0),
            tokens: tokens.collect(),
            legal: forms.iter().filter_map(|code| LegalFamily::from_code(*code)).collect(),
            acronyms: (first_acronym..first_acronym.saturating_add(count(37)))
                .map(|acronym| self.text(self.acronyms, acronym * REFERENCE))
                .collect(),
            dropped: usize::from(u16_at(record, 34)),
        }
    }

    /// The names that have a token.
    pub(super) fn postings(&self, token: u32) -> impl Iterator<Item = u32> + use<'a> {
        let at = place(token) * 4;
        let (start, end) = (place(u32_at(self.posting_starts, at)), place(u32_at(self.posting_starts, at + 4)));
        let bytes = self.postings.get(start * 4..end * 4).unwrap_or_default();
        bytes.chunks_exact(4).map(|chunk| u32_at(chunk, 0))
    }

    /// The things under a key.
    pub(super) fn find(&self, key: u32) -> impl Iterator<Item = Found> + use<'a> {
        let at = range_of(key, (self.key_starts.len() / 4).saturating_sub(1)) * 4;
        let (start, end) = (place(u32_at(self.key_starts, at)), place(u32_at(self.key_starts, at + 4)));
        let range = self.keys.get(start * KEY..end * KEY).unwrap_or_default();
        range
            .chunks_exact(KEY)
            .filter(move |chunk| u32_at(chunk, 0) == key)
            .map(|chunk| Found::of_number(u32_at(chunk, 4)))
    }

    fn entity_record(&self, entity: u32) -> &'a [u8] {
        let start = place(entity).saturating_mul(ENTITY);
        self.entities.get(start..start.saturating_add(ENTITY)).unwrap_or_default()
    }

    /// The key of an entity.
    pub(super) fn key(&self, entity: u32) -> &'a str {
        self.text(self.entity_record(entity), 0)
    }

    /// The names of an entity.
    pub(super) fn names_of(&self, entity: u32) -> std::ops::Range<u32> {
        let record = self.entity_record(entity);
        let first = u32_at(record, 8);
        first..first.saturating_add(u32_at(record, 24))
    }

    pub(super) fn facts(&self, entity: u32) -> Subject {
        let record = self.entity_record(entity);
        let records = |section: &'a [u8], size: usize, first: usize, count: usize| {
            let start = place(u32_at(record, first)).saturating_mul(size);
            let end = start.saturating_add(usize::from(u16_at(record, count)) * size);
            section.get(start..end).unwrap_or_default().chunks_exact(size)
        };
        let known = |byte: Option<&u8>| byte.copied().filter(|byte| *byte != 0);
        let birth_date = |bytes: &[u8]| BirthDate {
            year: bytes.first_chunk().map_or(0, |year| i16::from_le_bytes(*year)),
            month: known(bytes.get(2)),
            day: known(bytes.get(3)),
            tolerance: bytes.get(4).copied().unwrap_or_default(),
        };
        let identifier = |bytes: &[u8]| Identifier {
            kind: self.text(bytes, 0).to_owned(),
            value: self.text(bytes, REFERENCE).to_owned(),
        };
        Subject {
            birth_dates: records(self.birth_dates, BIRTH_DATE, 12, 28).map(birth_date).collect(),
            countries: records(self.countries, REFERENCE, 16, 30).map(|bytes| self.text(bytes, 0).to_owned()).collect(),
            gender: record.get(34).and_then(|code| Gender::from_code(*code)),
            identifiers: records(self.identifiers, REFERENCE * 2, 20, 32).map(identifier).collect(),
        }
    }
}
