use csv::StringRecord;

use super::values;
use crate::address::Address;
use crate::date::{PartialDate, iso_day};
use crate::entity::{Country, CountryRelation, Entity, Gender, LegalBasis};
use crate::identifier::{Identifier, IdentifierKind, Wallet};
use crate::link::{Link, LinkRelation};
use crate::name::{Name, NameKind, NameQuality};
use crate::report::{ReadReport, Reason};
use crate::rows::Row;
use crate::text::present;

/// Columns whose values are attributes under these labels.
const ATTRIBUTES: [(&str, &str); 13] = [
    ("source", "Source"),
    ("standard_order", "Standard Order"),
    ("license_requirement", "License Requirement"),
    ("license_policy", "License Policy"),
    ("vessel_type", "Vessel Type"),
    ("gross_tonnage", "Vessel Tonnage"),
    ("gross_registered_tonnage", "Vessel Gross Registered Tonnage"),
    ("vessel_flag", "Vessel Flag"),
    ("vessel_owner", "Vessel Owner"),
    ("source_list_url", "Source List URL"),
    ("source_information_url", "Source Information URL"),
    ("country", "Country"),
    ("type", "Type"),
];

/// The columns of a row that have a value.
pub(super) struct Columns<'a> {
    values: Vec<(&'a str, &'a str)>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(header: &'a StringRecord, row: &'a Row) -> Self {
        let columns = header.iter().enumerate().map(|(position, name)| (name, row.field(position)));
        Self { values: columns.filter(|(_, value)| !value.is_empty()).collect() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.values.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }

    /// Removes a column and returns its value.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let position = self.values.iter().position(|(other, _)| *other == name)?;
        present(self.values.swap_remove(position).1)
    }

    fn take_all(&mut self, name: &str) -> Vec<String> {
        self.take(name).map(|text| values(&text)).unwrap_or_default()
    }

    /// Adds everything but name and key to an entity.
    pub(super) fn apply(mut self, entity: &mut Entity, report: &mut ReadReport) {
        if let Some(name) = self.get("vessel_owner") {
            let text = format!("Vessel Owner {name}");
            entity.links.push(Link { relation: LinkRelation::OwnedBy, name: name.to_owned(), target: None, text });
        }
        for (column, label) in ATTRIBUTES {
            if let Some(value) = self.take(column).filter(|value| !has(entity, label, value)) {
                entity.attribute(label, &value);
            }
        }
        add_new(&mut entity.programmes, self.take_all("programs"));
        add_new(&mut entity.titles, self.take("title").into_iter().collect());
        add_new(&mut entity.remarks, self.take("remarks").into_iter().collect());
        let aliases = self.take_all("alt_names").into_iter();
        entity.names.extend(aliases.map(|text| Name::new(text, NameKind::Alias, NameQuality::Unstated)));
        add_new(&mut entity.addresses, self.take_all("addresses").iter().map(|text| Address::line(text)).collect());
        add_new(
            &mut entity.birth_places,
            self.take_all("places_of_birth").iter().map(|text| Address::line(text)).collect(),
        );
        for (column, relation) in
            [("nationalities", CountryRelation::Nationality), ("citizenships", CountryRelation::Citizenship)]
        {
            entity.countries.extend(self.take_all(column).into_iter().map(|name| country(relation, name)));
        }
        if let Some(sign) = self.take("call_sign") {
            entity.identifiers.push(Identifier::new(IdentifierKind::CallSign, "Call Sign", &sign));
        }
        if let Some(text) = self
            .take("federal_register_notice")
            .filter(|text| !entity.legal_bases.iter().any(|basis| basis.text == *text))
        {
            entity.legal_bases.push(LegalBasis { text, published_on: None, in_force_from: None, url: None });
        }
        self.dates(entity, report);
        for text in self.take_all("ids") {
            if let Err(reason) = identifier(entity, &text) {
                report.note(reason, &text);
                entity.unread.push(text);
            }
        }
        for (name, value) in self.values {
            let text = format!("{name}: {value}");
            report.note(Reason::UnknownField, &text);
            entity.unread.push(text);
        }
    }

    fn dates(&mut self, entity: &mut Entity, report: &mut ReadReport) {
        let mut unread = Vec::new();
        for text in self.take_all("dates_of_birth") {
            match PartialDate::parse(&text) {
                Some(date) => entity.birth_dates.push(date),
                None => unread.push(format!("dates_of_birth: {text}")),
            }
        }
        let mut day = |column: &str| {
            let text = self.take(column)?;
            let day = iso_day(&text);
            if day.is_none() {
                unread.push(format!("{column}: {text}"));
            }
            day
        };
        let (start, end) = (day("start_date"), day("end_date"));
        entity.listed_on = entity.listed_on.or(start);
        // of rows that disagree the later end counts
        entity.ends_on = entity.ends_on.max(end);
        for text in unread {
            report.note(Reason::UnreadDate, &text);
            entity.unread.push(text);
        }
    }
}

fn has(entity: &Entity, label: &str, value: &str) -> bool {
    entity.attributes.iter().any(|attribute| attribute.label == label && attribute.value == value)
}

fn add_new<T: PartialEq>(all: &mut Vec<T>, new: Vec<T>) {
    for value in new {
        if !all.contains(&value) {
            all.push(value);
        }
    }
}

/// The list writes countries as ISO codes.
fn country(relation: CountryRelation, name: String) -> Country {
    let code = Some(name.clone()).filter(|name| is_code(name));
    Country { relation, name, code }
}

fn is_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Reads `US, 80-0890696, Tax ID No.`: country, number and label, or number and label.
fn identifier(entity: &mut Entity, text: &str) -> Result<(), Reason> {
    let (value, label) = text.rsplit_once(", ").ok_or(Reason::UnknownRemark)?;
    let (country, value) = match value.split_once(", ") {
        Some((code, rest)) if is_code(code) => (Some(code.to_owned()), rest),
        _ => (None, value),
    };
    let label = label.trim_end_matches(['-', ':', ' ']);
    if let Some(currency) = label.strip_prefix("Digital Currency Address - ") {
        let wallet = Wallet::read(&format!("{currency} {value}")).ok_or(Reason::MalformedWallet)?;
        entity.wallets.push(wallet);
        return Ok(());
    }
    match (label, value) {
        ("Gender", "Male") => entity.gender = Some(Gender::Male),
        ("Gender", "Female") => entity.gender = Some(Gender::Female),
        ("Linked To", name) => {
            entity.links.push(Link {
                relation: LinkRelation::LinkedTo,
                name: name.to_owned(),
                target: None,
                text: text.to_owned(),
            });
        }
        _ if is_number(label, value) => {
            entity
                .identifiers
                .push(Identifier { country, ..Identifier::new(IdentifierKind::of_label(label), label, value) });
        }
        _ => entity.attribute(label, value),
    }
    Ok(())
}

/// True for labels of numbers whose value contains a digit, and for codes of banks.
fn is_number(label: &str, value: &str) -> bool {
    let kind = IdentifierKind::of_label(label);
    let contact = ["email", "website", "phone", "fax"].iter().any(|word| label.to_lowercase().contains(word));
    let digit = value.bytes().any(|byte| byte.is_ascii_digit());
    let ends = ["no.", "no", "number", "id", "#", "code", "card", "license"]
        .iter()
        .any(|end| label.to_lowercase().ends_with(end));
    !contact && (kind == IdentifierKind::Bic || (digit && (kind != IdentifierKind::Other || ends)))
}
