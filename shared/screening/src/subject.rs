//! Whom a caller asks about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sisuiq_model::{ListEntityKind, SubjectGender, SubjectIdentifierKind};
use sisuiq_names::{BirthDate, Gender, Kind, Name, Subject as Facts};
use unicode_normalization::UnicodeNormalization as _;

use crate::{country_code, identifier::identifier};

/// The first year in which a subject may be born.
const FIRST_YEAR: i16 = 1800;

/// Characters of a name that are compared.
const LONGEST_NAME: usize = 400;

/// Whom a caller asks about, as it was given.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The name.
    pub name: String,
    /// The kind of thing that has the name, if it is known.
    pub kind: Option<ListEntityKind>,
    /// A day, a month or a year, as in ISO 8601.
    pub birth_date: Option<String>,
    /// Countries of nationality, residence or registration, as codes of ISO 3166-1 with two letters.
    pub countries: Vec<String>,
    /// The gender.
    pub gender: Option<SubjectGender>,
    /// Numbers of documents and registers.
    pub identifiers: Vec<SubjectIdentifier>,
    /// The caller's own id of the subject.
    pub reference: Option<String>,
}

/// A number of a document or register.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct SubjectIdentifier {
    /// Its class.
    pub kind: SubjectIdentifierKind,
    /// The number.
    pub number: String,
}

impl SubjectIdentifier {
    /// Whether anything of the number can be compared.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        identifier(self.kind, &self.number).is_some()
    }
}

/// Something about a subject that cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubjectFault {
    /// The field, such as `identifiers[0].number`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// The identity of a name, by which its subjects are found: SHA-256 over it, apart from how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameKey([u8; 32]);

impl NameKey {
    /// The key of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self(Sha256::digest(folded(name)).into())
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A name apart from case, whitespace and compatibility forms.
fn folded(name: &str) -> String {
    let name: String = name.nfkc().flat_map(char::to_lowercase).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The identity of a subject, by which decisions about it are remembered: SHA-256 over all that was given, apart from how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectKey([u8; 32]);

impl SubjectKey {
    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Subject {
    /// The name, divided into the words that are compared.
    #[must_use]
    pub fn parsed_name(&self) -> Name {
        Name::parse(&self.name, self.searched_kind().unwrap_or_default())
    }

    /// Whether the end of the name is not compared, because it is too long: a ligature counts as its letters.
    #[must_use]
    pub fn is_name_cut(&self) -> bool {
        self.name.nfkc().count() > LONGEST_NAME
    }

    /// The kind of entries that are searched; `None` for all.
    #[must_use]
    pub const fn searched_kind(&self) -> Option<Kind> {
        match self.kind {
            Some(ListEntityKind::Person) => Some(Kind::Person),
            Some(ListEntityKind::Organisation) => Some(Kind::Organisation),
            Some(ListEntityKind::Vessel) => Some(Kind::Vessel),
            Some(ListEntityKind::Aircraft) => Some(Kind::Aircraft),
            Some(ListEntityKind::Other) | None => None,
        }
    }

    /// The facts that are compared. What cannot be read is left out; input is [checked](birth_date) before.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let identifiers = self.identifiers.iter().filter_map(|given| identifier(given.kind, &given.number)).collect();
        Facts {
            birth_dates: self.birth_date.as_deref().and_then(read_date).into_iter().collect(),
            countries: self.countries.iter().filter_map(|code| country_code(code)).map(str::to_owned).collect(),
            gender: self.gender.map(|gender| match gender {
                SubjectGender::Female => Gender::Female,
                SubjectGender::Male => Gender::Male,
            }),
            identifiers,
        }
    }

    /// The identity of the name alone.
    #[must_use]
    pub fn name_key(&self) -> NameKey {
        NameKey::of(&self.name)
    }

    /// What of the subject cannot be compared, or not all of it: an answer would look as if it had been.
    #[must_use]
    pub fn faults(&self, today: Date) -> Vec<SubjectFault> {
        let mut faults = Vec::new();
        let mut fault = |field: String, message: &str| faults.push(SubjectFault { field, message: message.to_owned() });
        if self.parsed_name().is_empty() {
            fault(
                "name".to_owned(),
                "has nothing to search for: it needs a word or a letter that is more than a legal form",
            );
        } else if self.is_name_cut() {
            fault("name".to_owned(), "must have at most 400 characters, ligatures and the like counted as letters");
        }
        if self.birth_date.as_deref().is_some_and(|text| birth_date(text, today).is_none()) {
            fault("birth_date".to_owned(), "must be a day, a month or a year from 1800 to today, such as 1960-03-12");
        }
        for (place, code) in self.countries.iter().enumerate() {
            if country_code(code).is_none() {
                fault(format!("countries[{place}]"), "must be a code of ISO 3166-1 with two letters");
            }
        }
        for (place, identifier) in self.identifiers.iter().enumerate() {
            if !identifier.is_comparable() {
                fault(format!("identifiers[{place}].number"), "needs a letter or a digit");
            }
        }
        faults
    }

    /// The identity. Two subjects are the same only if everything that was given is: what is known of a name alone says nothing of a namesake
    /// with a birth date. Case, whitespace and compatibility forms of the name, the order of countries and identifiers, and their
    /// punctuation do not count; the reference is literal.
    #[must_use]
    pub fn key(&self) -> SubjectKey {
        let facts = self.facts();
        let mut countries = facts.countries;
        countries.sort_unstable();
        countries.dedup();
        let mut identifiers: Vec<(String, String)> =
            facts.identifiers.into_iter().map(|identifier| (identifier.kind, identifier.value)).collect();
        identifiers.sort_unstable();
        identifiers.dedup();
        // JSON keeps the parts apart; the number is that of this form
        let parts = serde_json::json!([
            1,
            folded(&self.name),
            self.kind.map(ListEntityKind::as_str),
            facts.birth_dates.first().map(ToString::to_string),
            countries,
            identifiers,
            self.gender.map(SubjectGender::as_str),
            self.reference,
        ]);
        SubjectKey(Sha256::digest(parts.to_string()).into())
    }
}

/// Reads a day, a month or a year: `1961-04-12`, `1961-04`, `1961`; `None` if it is none, or is not between 1800 and today.
#[must_use]
pub fn birth_date(text: &str, today: Date) -> Option<BirthDate> {
    let date = read_date(text)?;
    let first = Date::new(
        date.year,
        date.month.and_then(|month| i8::try_from(month).ok()).unwrap_or(1),
        date.day.and_then(|day| i8::try_from(day).ok()).unwrap_or(1),
    );
    first.ok().filter(|day| day.year() >= FIRST_YEAR && *day <= today).map(|_| date)
}

fn read_date(text: &str) -> Option<BirthDate> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| match parts.next() {
        Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Some(part.parse::<i16>().ok()?))
        }
        Some(_) => None,
        None => Some(None),
    };
    let (year, month, day) = (number(4)??, number(2)?, number(2)?);
    if parts.next().is_some() {
        return None;
    }
    let small = |part: Option<i16>| part.and_then(|part| u8::try_from(part).ok());
    Date::new(year, month.map_or(Ok(1), i8::try_from).ok()?, day.map_or(Ok(1), i8::try_from).ok()?).ok()?;
    Some(BirthDate { year, month: small(month), day: small(day), tolerance: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str) -> Subject {
        Subject {
            name: name.to_owned(),
            kind: None,
            birth_date: None,
            countries: Vec::new(),
            gender: None,
            identifiers: Vec::new(),
            reference: None,
        }
    }

    #[test]
    fn birth_dates_are_days_months_or_years() {
        let today = Date::constant(2026, 3, 10);
        for (text, expected) in [
            ("1961-04-12", Some("1961-04-12")),
            ("1961-04", Some("1961-04")),
            ("1961", Some("1961")),
            ("2026-03-10", Some("2026-03-10")),
            ("2026-03-11", None),
            ("2027", None),
            ("1799-12-31", None),
            ("1961-02-29", None),
            ("1961-13", None),
            ("1961-00", None),
            ("61", None),
            ("12.04.1961", None),
            ("1961-04-12-01", None),
            ("1961-4-12", None),
            ("1961-", None),
            ("", None),
            ("-961", None),
            ("١٩٦١", None),
        ] {
            let read = birth_date(text, today).map(|date| date.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn same_subjects_have_one_key() {
        let number =
            |number: &str| SubjectIdentifier { kind: SubjectIdentifierKind::Passport, number: number.to_owned() };
        let mut one = subject("  Arkady\u{a0} VOLKONSKY ");
        let mut other = subject("arkady volkonsky");
        assert_eq!(one.key(), other.key());
        one.countries = vec!["ru".to_owned(), "CY".to_owned(), "RU".to_owned()];
        other.countries = vec!["CY".to_owned(), "RU".to_owned()];
        one.identifiers = vec![number("75 1234567"), number("A-1")];
        other.identifiers = vec![number("a1"), number("751234567")];
        assert_eq!(one.key(), other.key());
    }

    #[test]
    fn names_have_one_key_however_they_are_written() {
        let key = |name: &str| subject(name).name_key();
        assert_eq!(key("  Arkady\u{a0} VOLKONSKY "), key("arkady volkonsky"));
        assert_eq!(key("\u{fb03}"), key("FFI"));
        assert_ne!(key("Arkady Volkonsky"), key("Volkonsky Arkady"));
    }

    #[test]
    fn whatever_is_given_tells_subjects_apart() {
        let plain = || subject("Arkady Volkonsky");
        let others = [
            subject("Arkady Volkonskiy"),
            subject("Volkonsky Arkady"),
            subject("Arkady Volkonsky LLC"),
            Subject { kind: Some(ListEntityKind::Person), ..plain() },
            Subject { birth_date: Some("1961".to_owned()), ..plain() },
            Subject { birth_date: Some("1961-04".to_owned()), ..plain() },
            Subject { countries: vec!["RU".to_owned()], ..plain() },
            Subject { gender: Some(SubjectGender::Male), ..plain() },
            Subject { reference: Some("1961".to_owned()), ..plain() },
            Subject { reference: Some("RU".to_owned()), ..plain() },
            plain(),
        ];
        for (place, one) in others.iter().enumerate() {
            for other in others.iter().skip(place + 1) {
                assert_ne!(one.key(), other.key(), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn long_names_are_cut() {
        assert!(!subject(&"x".repeat(400)).is_name_cut());
        assert!(subject(&"x".repeat(401)).is_name_cut());
        assert!(subject(&"ﬃ".repeat(134)).is_name_cut());
    }

    #[test]
    fn names_without_words_are_empty() {
        for name in ["CORP", "L.L.C.", "GmbH & Co. KG", "--", "!?", "\u{200b}", "株式会社"] {
            assert!(subject(name).parsed_name().is_empty(), "{name}");
        }
        for name in ["Emma LLC", "O", "李"] {
            assert!(!subject(name).parsed_name().is_empty(), "{name}");
        }
    }
}
