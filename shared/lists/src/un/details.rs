//! Elements of an entry that have elements of their own.

use super::unread;
use crate::address::Address;
use crate::date::{PartialDate, iso_day};
use crate::entity::Entity;
use crate::identifier::{Identifier, IdentifierKind};
use crate::name::{Name, NameKind, NameQuality};
use crate::report::{ReadReport, Reason};
use crate::xml::Element;

/// Notes elements below an element that are not among the known ones; deeper ones are never known.
fn others(entity: &mut Entity, element: &Element, known: &[&str], report: &mut ReadReport) {
    for child in &element.children {
        let deeper = !child.children.is_empty() || !child.attributes.is_empty();
        if deeper || (!known.contains(&child.name.as_str()) && child.value().is_some()) {
            unread(entity, child, Reason::UnknownField, report);
        }
    }
}

/// The values of some children with words for their names: `note: ...; city of birth: ...`.
fn note_of(element: &Element, names: &[(&str, &str)]) -> Option<String> {
    let parts: Vec<String> = names
        .iter()
        .filter_map(|(name, words)| {
            let value = element.child_value(name)?;
            Some(if words.is_empty() { value } else { format!("{words}: {value}") })
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

pub(super) fn updates(entity: &mut Entity, element: &Element, report: &mut ReadReport) {
    others(entity, element, &["VALUE"], report);
    for child in element.children.iter().filter(|child| child.name == "VALUE") {
        match child.value().map(|text| iso_day(&text)) {
            None => {}
            Some(Some(day)) => entity.updated_on.push(day),
            Some(None) => unread(entity, child, Reason::UnreadDate, report),
        }
    }
    entity.updated_on.sort_unstable();
    entity.updated_on.dedup();
}

pub(super) fn alias(entity: &mut Entity, element: &Element, report: &mut ReadReport) {
    const KNOWN: [&str; 6] = ["QUALITY", "ALIAS_NAME", "NOTE", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"];
    others(entity, element, &KNOWN, report);
    let Some(text) = element.child_value("ALIAS_NAME") else {
        unread(entity, element, Reason::UnknownField, report);
        return;
    };
    let (kind, quality) = match element.child_value("QUALITY").as_deref() {
        Some("Good") => (NameKind::Alias, NameQuality::Strong),
        Some("Low") => (NameKind::Alias, NameQuality::Low),
        Some("f.k.a.") => (NameKind::Former, NameQuality::Unstated),
        None | Some("a.k.a.") => (NameKind::Alias, NameQuality::Unstated),
        Some(other) => {
            report.note(Reason::UnknownNameType, other);
            (NameKind::Alias, NameQuality::Unstated)
        }
    };
    let note = note_of(
        element,
        &[
            ("NOTE", ""),
            ("DATE_OF_BIRTH", "date of birth"),
            ("CITY_OF_BIRTH", "city of birth"),
            ("COUNTRY_OF_BIRTH", "country of birth"),
        ],
    );
    entity.names.push(Name { note, ..Name::new(text, kind, quality) });
}

pub(super) fn address(entity: &mut Entity, element: &Element, report: &mut ReadReport) -> Address {
    others(entity, element, &["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"], report);
    Address {
        text: element.value(),
        street: element.child_value("STREET"),
        city: element.child_value("CITY"),
        region: element.child_value("STATE_PROVINCE"),
        postal_code: element.child_value("ZIP_CODE"),
        country: element.child_value("COUNTRY"),
        country_code: None,
        note: element.child_value("NOTE"),
    }
}

pub(super) fn birth_date(entity: &mut Entity, element: &Element, report: &mut ReadReport) {
    others(entity, element, &["TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"], report);
    let kind = element.child_value("TYPE_OF_DATE");
    let number = |name: &str| element.child_value(name).and_then(|text| text.parse::<i16>().ok());
    let date = match (number("FROM_YEAR"), number("TO_YEAR")) {
        (Some(from), Some(to)) => PartialDate::years(from, to),
        _ => element
            .child_value("DATE")
            .or_else(|| element.child_value("YEAR"))
            .and_then(|text| PartialDate::parse(&text)),
    };
    let circa = match kind.as_deref() {
        Some("APPROXIMATELY") => true,
        Some("EXACT" | "BETWEEN") | None => false,
        // a type that is not known may say anything of the date
        Some(_) => return unread(entity, element, Reason::UnreadDate, report),
    };
    match date {
        Some(date) => {
            let note = element.child_value("NOTE");
            entity.birth_dates.push(PartialDate { circa: circa || date.circa, note, ..date });
        }
        None if element.children.iter().all(|child| child.name == "TYPE_OF_DATE" || child.value().is_none()) => {}
        None => unread(entity, element, Reason::UnreadDate, report),
    }
}

pub(super) fn document(entity: &mut Entity, element: &Element, report: &mut ReadReport) {
    const KNOWN: [&str; 8] = [
        "TYPE_OF_DOCUMENT",
        "TYPE_OF_DOCUMENT2",
        "NUMBER",
        "ISSUING_COUNTRY",
        "COUNTRY_OF_ISSUE",
        "CITY_OF_ISSUE",
        "DATE_OF_ISSUE",
        "NOTE",
    ];
    others(entity, element, &KNOWN, report);
    let label = element.child_value("TYPE_OF_DOCUMENT").unwrap_or_default();
    let Some(number) = element.child_value("NUMBER") else {
        unread(entity, element, Reason::UnknownField, report);
        return;
    };
    let issued = element.child_value("DATE_OF_ISSUE");
    let date = issued.as_deref().and_then(PartialDate::parse);
    if issued.is_some() && date.is_none() {
        report.note(Reason::UnreadDate, issued.as_deref().unwrap_or_default());
    }
    let written = issued.filter(|_| date.is_none()).map(|text| format!("date of issue: {text}"));
    let rest = note_of(
        element,
        &[
            ("TYPE_OF_DOCUMENT2", "type"),
            ("CITY_OF_ISSUE", "city of issue"),
            ("COUNTRY_OF_ISSUE", "country of issue"),
            ("NOTE", ""),
        ],
    );
    let note: Vec<String> = written.into_iter().chain(rest).collect();
    entity.identifiers.push(Identifier {
        country: element.child_value("ISSUING_COUNTRY").or_else(|| element.child_value("COUNTRY_OF_ISSUE")),
        issued: date,
        note: (!note.is_empty()).then(|| note.join("; ")),
        ..Identifier::new(IdentifierKind::of_label(&label), &label, &number)
    });
}
