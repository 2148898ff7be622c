//! Details of an entity, from either form.

use jiff::civil::Date;

use super::fields::Fields;
use crate::address::Address;
use crate::date::{DatePrecision, PartialDate, european_day, iso_day};
use crate::entity::{Country, CountryRelation, Entity, EntityKind, Gender, LegalBasis};
use crate::identifier::{Identifier, IdentifierKind};
use crate::name::{Name, NameKind, NameQuality};
use crate::report::{ReadReport, Reason};

/// A day in either form: `2003-07-08` or `08/07/2003`.
pub(super) fn day(text: &str) -> Option<Date> {
    iso_day(text).or_else(|| european_day(text))
}

/// The kind by any of the words and letters that stand for it.
pub(super) fn kind(words: &[Option<String>], report: &mut ReadReport) -> EntityKind {
    for word in words.iter().flatten() {
        match word.to_lowercase().as_str() {
            "person" | "p" => return EntityKind::Person,
            "enterprise" | "e" => return EntityKind::Organisation,
            _ => {}
        }
    }
    report.note(Reason::UnknownKind, &words.iter().flatten().cloned().collect::<Vec<_>>().join(", "));
    EntityKind::Other
}

/// Fields of the entity itself.
pub(super) fn entity(entity: &mut Entity, mut fields: Fields<'_>, report: &mut ReadReport) {
    entity.reference = fields.take("euReferenceNumber").or_else(|| fields.take("EU_ReferenceNumber"));
    if let Some(number) = fields.take("unitedNationId") {
        entity.identifiers.push(Identifier::new(IdentifierKind::Other, "United Nations Id", &number));
    }
    if let Some(text) = fields.take("designationDate") {
        entity.listed_on = day(&text);
        if entity.listed_on.is_none() {
            unread_date(entity, "designationDate", &text, report);
        }
    }
    entity.remarks.extend(fields.take("designationDetails"));
    entity.remarks.extend(fields.take("remark"));
    fields.finish(entity, report);
}

fn unread_date(entity: &mut Entity, field: &str, text: &str, report: &mut ReadReport) {
    let text = format!("{field}: {text}");
    report.note(Reason::UnreadDate, &text);
    entity.unread.push(text);
}

/// A regulation under which the entity or one of its details is listed. `whole` is true for the entity's own.
pub(super) fn regulation(entity: &mut Entity, mut fields: Fields<'_>, whole: bool, report: &mut ReadReport) {
    if fields.is_empty() {
        return;
    }
    let programme = fields.take("programme");
    if let Some(programme) = programme.filter(|name| whole && !entity.programmes.contains(name)) {
        entity.programmes.push(programme);
    }
    let published = fields.take("publicationDate");
    let in_force = fields.take("entryIntoForceDate");
    for text in [&published, &in_force].into_iter().flatten().filter(|text| day(text).is_none()) {
        unread_date(entity, "regulation", text, report);
    }
    let kinds = [fields.take("regulationType").or_else(|| fields.take("Type")), fields.take("organisationType")];
    let kinds = kinds.into_iter().flatten().collect::<Vec<_>>().join(" of the ");
    let text = fields.take("numberTitle").unwrap_or(kinds);
    let basis = LegalBasis {
        published_on: published.as_deref().and_then(day),
        in_force_from: in_force.as_deref().and_then(day),
        url: fields.take("publicationUrl"),
        text,
    };
    if !basis.text.is_empty() && !entity.legal_bases.iter().any(|other| other.text == basis.text) {
        entity.legal_bases.push(basis);
    }
    fields.finish(entity, report);
}

pub(super) fn name(entity: &mut Entity, mut fields: Fields<'_>, remark: Option<String>, report: &mut ReadReport) {
    let parts: Vec<String> =
        ["firstName", "middleName", "lastName"].iter().filter_map(|part| fields.take(part)).collect();
    let text = fields.take("wholeName").or_else(|| Some(parts.join(" ")).filter(|text| !text.is_empty()));
    match fields.take("gender").map(|text| text.to_uppercase()).as_deref() {
        None => {}
        Some("M") => entity.gender = Some(Gender::Male),
        Some("F") => entity.gender = Some(Gender::Female),
        Some(other) => {
            report.note(Reason::UnknownGender, other);
            entity.unread.push(format!("gender: {other}"));
        }
    }
    push_new(&mut entity.titles, fields.take("title"));
    push_new(&mut entity.positions, fields.take("function"));
    let quality = match fields.take_flag("strong") {
        Some(true) => NameQuality::Strong,
        Some(false) => NameQuality::Weak,
        None => NameQuality::Unstated,
    };
    let language = fields.take("nameLanguage");
    let note = fields.take("remark").or(remark);
    if let Some(text) = text {
        // the list marks no name as primary; the first one is its title
        let kind = if entity.names.is_empty() { NameKind::Primary } else { NameKind::Alias };
        entity.names.push(Name { language, note, ..Name::new(text, kind, quality) });
    }
    fields.finish(entity, report);
}

fn push_new(texts: &mut Vec<String>, text: Option<String>) {
    if let Some(text) = text.filter(|text| !texts.contains(text)) {
        texts.push(text);
    }
}

/// The country of a detail: name and code, without the list's words for an unknown one.
fn country(fields: &mut Fields<'_>) -> (Option<String>, Option<String>) {
    let code = fields.take("countryIso2Code").filter(|code| code != "00");
    let name = fields.take("countryDescription").filter(|name| !name.eq_ignore_ascii_case("unknown"));
    (name, code)
}

pub(super) fn citizenship(
    entity: &mut Entity,
    mut fields: Fields<'_>,
    remark: Option<String>,
    report: &mut ReadReport,
) {
    let (name, code) = country(&mut fields);
    if let Some(name) = name.or_else(|| code.clone()) {
        entity.countries.push(Country { relation: CountryRelation::Citizenship, name, code });
    }
    entity.remarks.extend(fields.take("remark").or(remark));
    fields.finish(entity, report);
}

fn place(fields: &mut Fields<'_>) -> Address {
    let (country, country_code) = country(fields);
    Address {
        text: fields.take("place"),
        street: fields.take("street"),
        city: fields.take("city"),
        region: fields.take("region"),
        postal_code: fields.take("zipCode"),
        country,
        country_code,
        note: None,
    }
}

/// Words as a note: `P.O. Box: 17; as at the time of listing`.
fn note(parts: Vec<Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

pub(super) fn address(entity: &mut Entity, mut fields: Fields<'_>, remark: Option<String>, report: &mut ReadReport) {
    let mut address = place(&mut fields);
    address.note = note(vec![
        fields.take("poBox").map(|number| format!("P.O. Box: {number}")),
        fields.take("contactInfo"),
        fields.take_flag("asAtListingTime").filter(|flag| *flag).map(|_| "as at the time of listing".to_owned()),
        fields.take("remark").or(remark),
    ]);
    if !address.is_empty() {
        entity.addresses.push(address);
    }
    fields.finish(entity, report);
}

pub(super) fn birth(entity: &mut Entity, mut fields: Fields<'_>, remark: Option<String>, report: &mut ReadReport) {
    let number = |text: Option<String>| text.and_then(|text| text.parse::<i16>().ok()).filter(|number| *number > 0);
    let written = fields.take("birthdate");
    let year = number(fields.take("year"));
    let month = number(fields.take("monthOfYear").or_else(|| fields.take("month")));
    let stated = (fields.take("dayOfMonth").or_else(|| fields.take("day")), month);
    let range = (number(fields.take("yearRangeFrom")), number(fields.take("yearRangeTo")));
    let circa = fields.take_flag("circa").unwrap_or_default();
    let calendar = fields.take("calendarType").filter(|name| !name.eq_ignore_ascii_case("gregorian"));
    let date = match (&written, year, range) {
        (Some(text), ..) => {
            PartialDate::parse(text).or_else(|| day(text).and_then(|day| PartialDate::parse(&day.to_string())))
        }
        (None, Some(year), _) => match stated.1.and_then(|month| Date::new(year, i8::try_from(month).ok()?, 1).ok()) {
            Some(first) => Some(PartialDate {
                last: first.last_of_month(),
                precision: DatePrecision::Month,
                first,
                circa: false,
                text: first.strftime("%Y-%m").to_string(),
                note: stated.0.map(|day| format!("day: {day}")),
            }),
            None => PartialDate::year(year, false),
        },
        (None, None, (Some(from), Some(to))) => PartialDate::years(from, to),
        _ => None,
    };
    let note = note(vec![calendar.clone().map(|name| format!("calendar: {name}")), fields.take("remark").or(remark)]);
    match date {
        // a day of another calendar is another day
        Some(date) if calendar.is_none() => {
            let note = note.or_else(|| date.note.clone());
            entity.birth_dates.push(PartialDate { circa: circa || date.circa, note, ..date });
        }
        _ => {
            let known = [written, year.map(|year| year.to_string()), note];
            let text = known.into_iter().flatten().collect::<Vec<_>>().join("; ");
            if !text.is_empty() {
                unread_date(entity, "birthdate", &text, report);
            }
        }
    }
    let place = place(&mut fields);
    if !place.is_empty() {
        entity.birth_places.push(place);
    }
    fields.finish(entity, report);
}

pub(super) fn identification(
    entity: &mut Entity,
    mut fields: Fields<'_>,
    remark: Option<String>,
    report: &mut ReadReport,
) {
    let code = fields.take("identificationTypeCode").or_else(|| fields.take("typeCode"));
    let description = fields.take("identificationTypeDescription").or_else(|| fields.take("typeDescription"));
    let number = fields.take("number").or_else(|| fields.take("latinNumber"));
    let (country, country_code) = country(&mut fields);
    let mut notes = vec![
        fields.take("latinNumber").map(|text| format!("Latin: {text}")),
        fields.take("nameOnDocument").map(|text| format!("name on document: {text}")),
        fields.take("issuedBy").map(|text| format!("issued by: {text}")),
        fields.take("region"),
    ];
    for (flag, words) in [
        ("diplomatic", "diplomatic"),
        ("knownExpired", "known to be expired"),
        ("knownFalse", "known to be false"),
        ("reportedLost", "reported lost"),
        ("revokedByIssuer", "revoked by the issuer"),
    ] {
        notes.push(fields.take_flag(flag).filter(|flag| *flag).map(|_| words.to_owned()));
    }
    let issued = fields.take("issuedDate").or_else(|| fields.take("issueDate")).or_else(|| fields.take("validFrom"));
    let expires = fields.take("validTo");
    for text in [&issued, &expires].into_iter().flatten().filter(|text| day(text).is_none()) {
        notes.push(Some(format!("date: {text}")));
        report.note(Reason::UnreadDate, text);
    }
    notes.push(fields.take("remark").or(remark));
    let label = description.or_else(|| code.clone()).unwrap_or_default();
    let date =
        |text: Option<String>| text.as_deref().and_then(day).and_then(|day| PartialDate::parse(&day.to_string()));
    if let Some(number) = number {
        entity.identifiers.push(Identifier {
            country: country.or(country_code),
            issued: date(issued),
            expires: date(expires),
            note: note(notes),
            ..Identifier::new(identifier_kind(code.as_deref(), &label), &label, &number)
        });
    } else if let Some(text) = note(notes) {
        report.note(Reason::UnknownField, &text);
        entity.unread.push(format!("identification {label}: {text}"));
    }
    fields.finish(entity, report);
}

fn identifier_kind(code: Option<&str>, label: &str) -> IdentifierKind {
    match code.unwrap_or_default() {
        "passport" | "diplompassport" | "diplopass" => IdentifierKind::Passport,
        "id" | "ssn" => IdentifierKind::NationalId,
        "fiscalcode" | "tax" => IdentifierKind::TaxNumber,
        "regnumber" | "tradelic" => IdentifierKind::Registration,
        "swiftbic" | "bic" => IdentifierKind::Bic,
        "imo" => IdentifierKind::Imo,
        _ => IdentifierKind::of_label(label),
    }
}
