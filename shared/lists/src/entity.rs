use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::date::PartialDate;
use crate::digest::Digest;
use crate::identifier::{Identifier, Wallet};
use crate::key::EntityKey;
use crate::link::Link;
use crate::name::{Name, NameKind};

/// The kind of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    Person,
    Organisation,
    Vessel,
    Aircraft,
    /// The list does not say, or says something else.
    Other,
}

/// The gender that a list states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Female,
    Male,
}

/// The relation of a person to a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountryRelation {
    Nationality,
    Citizenship,
}

/// A nationality or citizenship.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Country {
    pub relation: CountryRelation,
    pub name: String,
    /// ISO 3166-1 alpha-2, where the list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// The act under which an entity is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// The citation as the list has it: `269/2014 (OJ L78)`.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A labelled statement that has no field of its own: a vessel's flag, an aircraft's model, a risk of secondary sanctions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    pub label: String,
    pub value: String,
}

/// The part of a source to which a record belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The entry itself: a row of `sdn.csv`, an element of an XML file.
    Entry,
    Alias,
    Address,
    Comment,
}

/// A record of the source from which an entity was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    pub part: Part,
    /// The publisher's id of the record within its part.
    pub id: String,
    /// The line where the record begins, from 1.
    pub line: u64,
    /// The path of the element in an XML file, with its number from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// SHA-256 of the record as published, without whitespace around its fields (UN: without any whitespace).
    pub digest: Digest,
}

/// An entry of a sanctions list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    pub key: EntityKey,
    /// The public reference, where the list has one beside the key: `QDi.001`, `EU.27.28`.
    pub reference: Option<String>,
    pub kind: EntityKind,
    /// The primary name comes first.
    pub names: Vec<Name>,
    pub identifiers: Vec<Identifier>,
    pub wallets: Vec<Wallet>,
    pub birth_dates: Vec<PartialDate>,
    pub birth_places: Vec<Address>,
    pub addresses: Vec<Address>,
    pub countries: Vec<Country>,
    pub programmes: Vec<String>,
    pub legal_bases: Vec<LegalBasis>,
    pub gender: Option<Gender>,
    pub titles: Vec<String>,
    pub positions: Vec<String>,
    pub attributes: Vec<Attribute>,
    /// Prose of the list.
    pub remarks: Vec<String>,
    /// Parts of structured remarks in no known form, literally.
    pub unread: Vec<String>,
    pub listed_on: Option<Date>,
    /// The day on which the measure ends, where the list states it.
    pub ends_on: Option<Date>,
    /// Days on which the publisher says that the entry was amended.
    pub updated_on: Vec<Date>,
    pub links: Vec<Link>,
    pub records: Vec<SourceRecord>,
}

impl Entity {
    /// An entity of which nothing but its identity is known.
    #[must_use]
    pub const fn new(key: EntityKey, kind: EntityKind) -> Self {
        Self {
            key,
            reference: None,
            kind,
            names: Vec::new(),
            identifiers: Vec::new(),
            wallets: Vec::new(),
            birth_dates: Vec::new(),
            birth_places: Vec::new(),
            addresses: Vec::new(),
            countries: Vec::new(),
            programmes: Vec::new(),
            legal_bases: Vec::new(),
            gender: None,
            titles: Vec::new(),
            positions: Vec::new(),
            attributes: Vec::new(),
            remarks: Vec::new(),
            unread: Vec::new(),
            listed_on: None,
            ends_on: None,
            updated_on: Vec::new(),
            links: Vec::new(),
            records: Vec::new(),
        }
    }

    /// The name under which the list has the entity.
    #[must_use]
    pub fn primary_name(&self) -> Option<&str> {
        self.names.iter().find(|name| name.kind == NameKind::Primary).map(|name| name.text.as_str())
    }

    pub(crate) fn attribute(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.attributes.push(Attribute { label: label.to_owned(), value: value.to_owned() });
        }
    }
}
