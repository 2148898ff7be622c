//! Entries of lists as the name index needs them.

use jiff::civil::Date;
use sisuiq_lists::{DatePrecision, Entity, EntityKind, IdentifierKind, NameQuality, PartialDate};
use sisuiq_model::SubjectIdentifierKind;
use sisuiq_names::{BirthDate, Gender, Identifier, Kind, ListedEntity, NameQuality as Quality, Subject};

use crate::countries::{country_code, of_name};
use crate::identifier::identifier;

/// Years by which a date may be wrong that a list calls approximate.
const CIRCA: u8 = 2;

/// An entry with all its names and the facts that can be compared. Its key is that of its publisher.
///
/// Countries are those of nationality, citizenship and addresses, as far as their names are known; an unknown one is as if the list did not
/// state it. Numbers whose class is not known are left out: they cannot be compared with a number of another class.
#[must_use]
pub fn listed_entity(entity: &Entity) -> ListedEntity {
    let kind = kind(entity.kind);
    let listed = ListedEntity::new(entity.key.id.clone()).with_facts(facts(entity));
    entity.names.iter().fold(listed, |listed, name| listed.with_name(&name.text, kind, quality(name.quality)))
}

const fn kind(kind: EntityKind) -> Kind {
    match kind {
        EntityKind::Person => Kind::Person,
        EntityKind::Organisation => Kind::Organisation,
        EntityKind::Vessel => Kind::Vessel,
        EntityKind::Aircraft => Kind::Aircraft,
        EntityKind::Other => Kind::Unknown,
    }
}

const fn quality(quality: NameQuality) -> Quality {
    match quality {
        NameQuality::Strong | NameQuality::Unstated => Quality::Strong,
        NameQuality::Weak | NameQuality::Low => Quality::Weak,
    }
}

fn facts(entity: &Entity) -> Subject {
    let of_person = entity.countries.iter().map(|country| (country.code.as_deref(), Some(country.name.as_str())));
    let of_addresses =
        entity.addresses.iter().map(|address| (address.country_code.as_deref(), address.country.as_deref()));
    let codes = of_person
        .chain(of_addresses)
        .filter_map(|(code, name)| code.and_then(country_code).or_else(|| name.and_then(of_name)).map(str::to_owned));
    let mut countries: Vec<String> = codes.collect();
    countries.sort_unstable();
    countries.dedup();
    Subject {
        birth_dates: entity.birth_dates.iter().map(birth_date).collect(),
        countries,
        gender: entity.gender.map(|gender| match gender {
            sisuiq_lists::Gender::Female => Gender::Female,
            sisuiq_lists::Gender::Male => Gender::Male,
        }),
        identifiers: identifiers(entity),
    }
}

fn identifiers(entity: &Entity) -> Vec<Identifier> {
    let numbers = entity
        .identifiers
        .iter()
        .filter_map(|stated| class(stated.kind).and_then(|kind| identifier(kind, &stated.number)));
    let wallets = entity.wallets.iter().filter_map(|wallet| identifier(SubjectIdentifierKind::Wallet, &wallet.address));
    let mut found: Vec<Identifier> = Vec::new();
    for one in numbers.chain(wallets) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

const fn class(kind: IdentifierKind) -> Option<SubjectIdentifierKind> {
    Some(match kind {
        IdentifierKind::Passport => SubjectIdentifierKind::Passport,
        IdentifierKind::NationalId => SubjectIdentifierKind::NationalId,
        IdentifierKind::TaxNumber => SubjectIdentifierKind::TaxNumber,
        IdentifierKind::Registration => SubjectIdentifierKind::Registration,
        IdentifierKind::Imo => SubjectIdentifierKind::Imo,
        IdentifierKind::ImoCompany => SubjectIdentifierKind::ImoCompany,
        IdentifierKind::Mmsi => SubjectIdentifierKind::Mmsi,
        IdentifierKind::CallSign => SubjectIdentifierKind::CallSign,
        IdentifierKind::Aircraft => SubjectIdentifierKind::Aircraft,
        IdentifierKind::Bic => SubjectIdentifierKind::Bic,
        IdentifierKind::BankCode => SubjectIdentifierKind::BankCode,
        IdentifierKind::BankAccount => SubjectIdentifierKind::BankAccount,
        IdentifierKind::Security => SubjectIdentifierKind::Security,
        IdentifierKind::DrivingLicence => SubjectIdentifierKind::DrivingLicence,
        IdentifierKind::Other => return None,
    })
}

/// A stated date; a range is its middle with the years to its ends.
fn birth_date(date: &PartialDate) -> BirthDate {
    let (first, last): (Date, Date) = (date.first, date.last);
    let number = |part: i8| u8::try_from(part).ok();
    let year = first.year().midpoint(last.year());
    let spread = year.abs_diff(first.year()).max(year.abs_diff(last.year()));
    let circa = if date.circa { CIRCA } else { 0 };
    let tolerance = u8::try_from(spread).unwrap_or(u8::MAX).saturating_add(circa);
    let (month, day) = match date.precision {
        DatePrecision::Day => (number(first.month()), number(first.day())),
        DatePrecision::Month => (number(first.month()), None),
        DatePrecision::Year | DatePrecision::Range => (None, None),
    };
    BirthDate { year, month, day, tolerance }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_lists::{
        Address, Country, CountryRelation, EntityKey, Identifier as Stated, ListId, Name, NameKind, Wallet,
    };

    fn entity() -> Entity {
        let key = EntityKey { list: ListId::OfacSdn, id: "7".to_owned() };
        Entity::new(key, EntityKind::Person)
    }

    #[test]
    fn every_name_is_kept_with_its_quality() {
        let mut entity = entity();
        let name = |text: &str, kind, quality| Name::new(text.to_owned(), kind, quality);
        entity.names = vec![
            name("VOSSEN, Alda", NameKind::Primary, NameQuality::Unstated),
            name("VOSSEN, A.", NameKind::Former, NameQuality::Strong),
            name("THE FOX", NameKind::Alias, NameQuality::Weak),
            name("FOX", NameKind::Alias, NameQuality::Low),
        ];
        let listed = listed_entity(&entity);
        assert_eq!(listed.key, "7");
        let names: Vec<(&str, Kind, Quality)> =
            listed.names.iter().map(|listed| (listed.name.text(), listed.name.kind(), listed.quality)).collect();
        assert_eq!(
            names,
            [
                ("VOSSEN, Alda", Kind::Person, Quality::Strong),
                ("VOSSEN, A.", Kind::Person, Quality::Strong),
                ("THE FOX", Kind::Person, Quality::Weak),
                ("FOX", Kind::Person, Quality::Weak),
            ]
        );
    }

    #[test]
    fn countries_of_persons_and_addresses_are_codes() {
        let mut entity = entity();
        let country = |name: &str, code: Option<&str>| Country {
            relation: CountryRelation::Nationality,
            name: name.to_owned(),
            code: code.map(str::to_owned),
        };
        entity.countries = vec![country("Iran (Islamic Republic of)", None), country("", Some("CY"))];
        let address = |country: &str| Address { country: Some(country.to_owned()), ..Address::default() };
        entity.addresses = vec![address("Russia"), address("Atlantis"), address("Iran"), Address::default()];
        assert_eq!(listed_entity(&entity).facts.countries, ["CY", "IR", "RU"]);
    }

    #[test]
    fn dates_are_as_exact_as_stated() {
        for (text, expected) in [
            ("12 Apr 1961", "1961-04-12"),
            ("Apr 1961", "1961-04"),
            ("1961", "1961"),
            ("circa 1961", "1961 ±2"),
            ("1979-1982", "1980 ±2"),
            ("1929 to 1930", "1929 ±1"),
        ] {
            let date = PartialDate::parse(text).unwrap();
            assert_eq!(birth_date(&date).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn identifiers_have_a_class() {
        let mut entity = entity();
        entity.identifiers = vec![
            Stated::new(IdentifierKind::Passport, "Passport", "NL 778812"),
            Stated::new(IdentifierKind::Passport, "Passport", "NL-778812"),
            Stated::new(IdentifierKind::Imo, "Vessel Registration", "IMO 9107655"),
            Stated::new(IdentifierKind::Other, "File", "12"),
        ];
        entity.wallets =
            vec![Wallet { currency: "XBT".to_owned(), address: "1Kuf2Rd8mDyAViwBozGTNYnvWL8uYFrkVo".to_owned() }];
        let found = listed_entity(&entity).facts.identifiers;
        let found: Vec<(&str, &str)> =
            found.iter().map(|identifier| (identifier.kind.as_str(), identifier.value.as_str())).collect();
        assert_eq!(
            found,
            [("passport", "NL778812"), ("imo", "9107655"), ("wallet", "1KUF2RD8MDYAVIWBOZGTNYNVWL8UYFRKVO")]
        );
    }
}
