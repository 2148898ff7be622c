use super::format::{BIRTH_DATE, ENTITY, KEY, NAME, REFERENCE, TOKEN, place, range_of, u16_at, u32_at, u64_at};
use super::view::{Found, View};
use crate::evidence::Gender;
use crate::token::TokenClass;
use crate::{IndexError, Kind, LegalFamily, Script};

fn sound(sound: bool, what: &'static str) -> Result<(), IndexError> {
    if sound { Ok(()) } else { Err(IndexError::Structure(what)) }
}

/// Returns whether `count` records of a size from the number `first` on lie within a section.
fn within(first: u32, count: usize, size: usize, section: &[u8]) -> bool {
    place(first).saturating_add(count) <= section.len() / size
}

fn byte(record: &[u8], at: usize) -> u8 {
    record.get(at).copied().unwrap_or_default()
}

/// Returns whether the numbers of a section ascend, have `count` ranges between them and end with `end`.
fn ascends(section: &[u8], count: Option<usize>, end: usize) -> bool {
    let numbers = || section.chunks_exact(4).map(|chunk| u32_at(chunk, 0));
    numbers().zip(numbers().skip(1)).all(|(one, next)| one <= next)
        && numbers().next_back().is_some_and(|last| place(last) == end)
        && count.is_none_or(|count| numbers().count() == count + 1)
}

impl View<'_> {
    /// Verifies every reference of the sections.
    pub(super) fn check(&self) -> Result<(), IndexError> {
        self.check_names()?;
        self.check_entities()?;
        self.check_postings()?;
        self.check_keys()
    }

    fn is_text(&self, bytes: &[u8], at: usize) -> bool {
        let (offset, length) = (place(u32_at(bytes, at)), place(u32_at(bytes, at + 4)));
        offset
            .checked_add(length)
            .and_then(|end| self.strings.get(offset..end))
            .is_some_and(|text| std::str::from_utf8(text).is_ok())
    }

    fn token_count(&self) -> u32 {
        u32::try_from(self.tokens.len() / TOKEN).unwrap_or(u32::MAX)
    }

    fn entity_count(&self) -> u32 {
        u32::try_from(self.entities.len() / ENTITY).unwrap_or(u32::MAX)
    }

    fn check_names(&self) -> Result<(), IndexError> {
        let token_is_sound = |record: &[u8]| {
            (0..5).all(|part| self.is_text(record, part * REFERENCE))
                && Script::from_code(byte(record, 44)).is_some()
                && TokenClass::from_code(byte(record, 45)).is_some()
        };
        sound(self.tokens.chunks_exact(TOKEN).all(token_is_sound), "a token refers to nothing")?;
        let name_is_sound = |record: &[u8]| {
            let weight = f64::from_bits(u64_at(record, 24));
            u32_at(record, 0) < self.entity_count()
                && self.is_text(record, 4)
                && within(u32_at(record, 12), usize::from(u16_at(record, 32)), 4, self.name_tokens)
                && within(u32_at(record, 16), usize::from(byte(record, 36)), 1, self.legal_forms)
                && within(u32_at(record, 20), usize::from(byte(record, 37)), REFERENCE, self.acronyms)
                && weight.is_finite()
                && weight >= 0.0
                && Kind::from_code(byte(record, 38)).is_some()
        };
        sound(self.name_records.chunks_exact(NAME).all(name_is_sound), "a name refers to nothing")?;
        let tokens = self.token_count();
        sound(self.name_tokens.chunks_exact(4).all(|chunk| u32_at(chunk, 0) < tokens), "a name has an unknown token")?;
        sound(self.legal_forms.iter().all(|code| LegalFamily::from_code(*code).is_some()), "a legal form is unknown")?;
        sound(self.acronyms.chunks_exact(REFERENCE).all(|chunk| self.is_text(chunk, 0)), "an acronym refers to nothing")
    }

    fn check_entities(&self) -> Result<(), IndexError> {
        let entity_is_sound = |record: &[u8]| {
            self.is_text(record, 0)
                && within(u32_at(record, 8), place(u32_at(record, 24)), NAME, self.name_records)
                && within(u32_at(record, 12), usize::from(u16_at(record, 28)), BIRTH_DATE, self.birth_dates)
                && within(u32_at(record, 16), usize::from(u16_at(record, 30)), REFERENCE, self.countries)
                && within(u32_at(record, 20), usize::from(u16_at(record, 32)), REFERENCE * 2, self.identifiers)
                && (byte(record, 34) == 0 || Gender::from_code(byte(record, 34)).is_some())
        };
        sound(self.entities.chunks_exact(ENTITY).all(entity_is_sound), "an entity refers to nothing")?;
        let references = [self.countries, self.identifiers].map(|section| section.chunks_exact(REFERENCE));
        sound(references.into_iter().flatten().all(|chunk| self.is_text(chunk, 0)), "a fact refers to nothing")?;
        sound(std::str::from_utf8(self.list_version).is_ok(), "the version of the list is no text")
    }

    fn check_postings(&self) -> Result<(), IndexError> {
        let names = self.names();
        sound(self.postings.chunks_exact(4).all(|chunk| u32_at(chunk, 0) < names), "a posting has an unknown name")?;
        sound(
            ascends(self.posting_starts, Some(place(self.token_count())), self.postings.len() / 4),
            "its postings are out of order",
        )
    }

    fn check_keys(&self) -> Result<(), IndexError> {
        let keys = || self.keys.chunks_exact(KEY).map(|chunk| (u32_at(chunk, 0), u32_at(chunk, 4)));
        sound(keys().zip(keys().skip(1)).all(|(one, next)| one < next), "its keys are out of order")?;
        let leads_somewhere = |number: u32| match Found::of_number(number) {
            Found::Token(token) => token < self.token_count(),
            Found::Name(name) => name < self.names(),
            Found::Entity(entity) => entity < self.entity_count(),
        };
        sound(keys().all(|(_, number)| leads_somewhere(number)), "a key leads to nothing")?;
        sound(ascends(self.key_starts, None, self.keys.len() / KEY), "its ranges of keys are out of order")?;
        let ranges = (self.key_starts.len() / 4).saturating_sub(1);
        let mut starts =
            self.key_starts.chunks_exact(4).map(|chunk| place(u32_at(chunk, 0))).enumerate().skip(1).peekable();
        let in_range = keys().enumerate().all(|(number, (key, _))| {
            while starts.next_if(|(_, start)| *start <= number).is_some() {}
            starts.peek().is_some_and(|(range, _)| range_of(key, ranges) + 1 == *range)
        });
        sound(in_range, "a key is in a wrong range")
    }
}
