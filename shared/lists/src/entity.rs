use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::Address;
use crate::date::PartialDate;
use crate::digest::Digest;
use crate::identifier::{Identifier, Wallet};
use crate::key::EntityKey;
use crate::link::Link;
use crate::name::{Name, NameKind};

/// Kind of an entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListEntityKind)]
pub enum EntityKind {
    /// A natural person.
    Person,
    /// A company, an authority, a group or another legal entity; also each entry of OFAC without a type.
    Organisation,
    /// A ship.
    Vessel,
    /// An aeroplane, a helicopter or the like.
    Aircraft,
    /// The list does not say, or says something else.
    Other,
}

/// The gender that a list states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListEntityGender)]
pub enum Gender {
    /// Stated as female.
    Female,
    /// Stated as male.
    Male,
}

/// The relation of a person to a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListEntityCountryRelation)]
pub enum CountryRelation {
    /// The list calls it a nationality.
    Nationality,
    /// The list calls it a citizenship.
    Citizenship,
}

/// A nationality or citizenship.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityCountry)]
pub struct Country {
    /// Nationality or citizenship, in the word of the list.
    pub relation: CountryRelation,
    /// The country in the list's words; the code where the list has no name.
    #[schema(example = "Netherlands")]
    pub name: String,
    /// ISO 3166-1 alpha-2, where the list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<String>,
}

/// The act under which an entity is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListLegalBasis)]
pub struct LegalBasis {
    /// The citation as the list has it: `269/2014 (OJ L78)`.
    #[schema(example = "269/2014 (OJ L78)")]
    pub text: String,
    /// The day on which the act was published, in the EU list; absent if it is not stated or cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "2014-03-17")]
    pub published_on: Option<Date>,
    /// The first day on which the act is in force, in the EU list; absent if it is not stated or cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "2014-03-18")]
    pub in_force_from: Option<Date>,
    /// The address of the act on the web as the EU list has it, unchecked; absent if it is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "https://example.org/oj")]
    pub url: Option<String>,
}

/// A labelled statement that has no field of its own: a vessel's flag, an aircraft's model, a risk of secondary sanctions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityAttribute)]
pub struct Attribute {
    /// The publisher's name of the statement.
    #[schema(example = "Additional Sanctions Information")]
    pub label: String,
    /// The text behind the label, literally; never empty.
    #[schema(example = "Subject to Secondary Sanctions")]
    pub value: String,
}

/// The part of a source to which a record belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListSourcePart)]
pub enum Part {
    /// The entry itself: a row of `sdn.csv`, an element of an XML file.
    Entry,
    /// A row of OFAC's file of aliases, `alt.csv` or `cons_alt.csv`.
    Alias,
    /// A row of OFAC's file of addresses, `add.csv` or `cons_add.csv`.
    Address,
    /// A row of OFAC's file of continued remarks, `sdn_comments.csv` or `cons_comments.csv`.
    Comment,
}

/// A record of the source from which an entity was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListSourceRecord)]
pub struct SourceRecord {
    /// The part, which says the file of a list of several files.
    pub part: Part,
    /// The publisher's id of the record within its part, or one that is computed where several rows have the same id or none.
    #[schema(example = "20264")]
    pub id: String,
    /// The line of the file where the record begins, from 1.
    #[schema(example = 4711)]
    pub line: u64,
    /// The path of the element in an XML file, with its number from 1; absent for other files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub path: Option<String>,
    /// SHA-256 of the record as published, without whitespace around its fields (UN: without any whitespace).
    pub digest: Digest,
}

/// An entry of a sanctions list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntity)]
pub struct Entity {
    /// The identity across the versions of the list.
    pub key: EntityKey,
    /// The public reference beside the key: `QDi.001`, `EU.27.28`; null where the list has none. Only the UN and the EU have one.
    #[schema(required = true, example = json!(null))]
    pub reference: Option<String>,
    /// Person, organisation, vessel or aircraft, where the list says so.
    pub kind: EntityKind,
    /// All names, the primary one first. Readers refuse a list with an entry without a name, so there is at least one.
    pub names: Vec<Name>,
    /// Numbers of documents and registers.
    pub identifiers: Vec<Identifier>,
    /// Addresses of digital currencies that OFAC states, also where the Consolidated Screening List repeats them.
    pub wallets: Vec<Wallet>,
    /// Dates of birth; several are alternatives.
    pub birth_dates: Vec<PartialDate>,
    /// Places of birth; several are alternatives. Their order is not that of `birth_dates`.
    #[schema(example = json!([{"text": "Delfshaven, Netherlands"}]))]
    pub birth_places: Vec<Address>,
    /// Addresses of any time, former ones included; empty also where OFAC's file of addresses was not read.
    pub addresses: Vec<Address>,
    /// Nationalities and citizenships that the list states. A country of an address or document is not among them.
    pub countries: Vec<Country>,
    /// The programmes or regimes of the listing, in the list's words: `SDGT` (OFAC), `Al-Qaida` (UN), `UKR` (EU).
    #[schema(example = json!(["SDGT", "IFSR"]))]
    pub programmes: Vec<String>,
    /// The acts under which the entity or one of its details is listed; empty for OFAC and the UN, which have no field for them.
    #[schema(example = json!([]))]
    pub legal_bases: Vec<LegalBasis>,
    /// The gender of a person; null if the list states none or another word than male and female.
    #[schema(required = true)]
    pub gender: Option<Gender>,
    /// Forms of address and academic titles; OFAC and the Consolidated Screening List write positions here, too.
    #[schema(example = json!(["Director"]))]
    pub titles: Vec<String>,
    /// Offices and functions of a person, in the UN and EU lists.
    #[schema(example = json!([]))]
    pub positions: Vec<String>,
    /// Labelled statements that have no field of their own.
    pub attributes: Vec<Attribute>,
    /// Prose of the list, which no reader interprets.
    #[schema(example = json!([]))]
    pub remarks: Vec<String>,
    /// Statements and fields in no known form, literally. They belong to the entry as much as what was understood.
    #[schema(example = json!(["arrested 30 Sep 2002"]))]
    pub unread: Vec<String>,
    /// The first day of the listing that the list states; null if it states none that can be read, as in OFAC's files.
    #[schema(required = true, example = json!(null))]
    pub listed_on: Option<Date>,
    /// The day on which the measure ends, the latest one if rows differ; null if the list states none that can be read.
    #[schema(required = true, example = json!(null))]
    pub ends_on: Option<Date>,
    /// Days on which the publisher says that the entry was amended, in their order, each once.
    #[schema(example = json!([]))]
    pub updated_on: Vec<Date>,
    /// Relations to other entities that the entry states.
    pub links: Vec<Link>,
    /// The rows or elements of the source from which the entity was read, at least one.
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
