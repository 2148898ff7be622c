//! The consolidated list of the UN Security Council in XML. Source: the Council's schema `sc-sanctions.xsd`.

mod details;

use std::collections::HashSet;

use crate::codes::un_references;
use crate::date::iso_day;
use crate::digest::Digest;
use crate::entity::{Country, CountryRelation, Entity, EntityKind, Gender, Part, SourceRecord};
use crate::error::{Fault, ListError, excerpt};
use crate::key::{EntityKey, ListId};
use crate::link::{self, Link, LinkRelation};
use crate::list::List;
use crate::name::{Name, NameKind, NameQuality};
use crate::options::ReadOptions;
use crate::report::{ReadReport, Reason};
use crate::text::{Source, without_whitespace};
use crate::xml::{self, Element, Frame};

const FILE: &str = "consolidated.xml";
const FRAME: Frame =
    Frame { root: "CONSOLIDATED_LIST", groups: &[("INDIVIDUALS", "INDIVIDUAL"), ("ENTITIES", "ENTITY")] };
const NAMES: [&str; 4] = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
/// Elements that occur at most once in an entry.
const SINGLE: [&str; 11] = [
    "DATAID",
    "REFERENCE_NUMBER",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "UN_LIST_TYPE",
    "LISTED_ON",
    "GENDER",
    "NAME_ORIGINAL_SCRIPT",
    "COMMENTS1",
];

/// Reads one version of the UN list. The key is `DATAID`; the reference is the permanent reference number.
pub fn read_un(bytes: &[u8], options: &ReadOptions) -> Result<List, ListError> {
    let source = Source { name: FILE, bytes };
    source.check(options)?;
    source.check_size(options)?;
    let text = source.utf8()?;
    let document = xml::read(&source, text, &FRAME, options)?;
    let generated = document.attributes.iter().find(|(name, _)| name == "dateGenerated");
    let mut report = ReadReport { encoding: "UTF-8", ..ReadReport::default() };
    report.note_lost_characters(text);
    let mut entities = Vec::with_capacity(document.records.len());
    let mut keys = HashSet::new();
    let mut ordinals = [0, 0];
    for record in &document.records {
        let person = record.name == "INDIVIDUAL";
        let ordinal = if person { &mut ordinals[0] } else { &mut ordinals[1] };
        *ordinal += 1;
        let entity = entity(&source, record, *ordinal, &mut report)?;
        if !keys.insert(entity.key.id.clone()) {
            let detail = format!("the entry {} is there twice", entity.key.id);
            return source.fail(Fault::DuplicateKey, Some(record.line), detail);
        }
        entities.push(entity);
    }
    link::resolve(&mut entities, &mut report);
    report.finish(&entities);
    let generated_on = generated.and_then(|(_, text)| iso_day(text));
    Ok(List { id: ListId::UnConsolidated, generated_on, entities, report })
}

fn entity(source: &Source<'_>, record: &Element, ordinal: usize, report: &mut ReadReport) -> Result<Entity, ListError> {
    let fail = |fault, detail: String| source.fail(fault, Some(record.line), detail);
    for name in SINGLE {
        if record.children.iter().filter(|child| child.name == name).count() > 1 {
            return fail(Fault::UnexpectedElement, format!("the entry has {name} twice"));
        }
    }
    let id = record.child_value("DATAID").unwrap_or_default();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return fail(Fault::BadValue, format!("DATAID is {:?}, which is not a number", excerpt(&id)));
    }
    let (kind, path) = match record.name.as_str() {
        "INDIVIDUAL" => (EntityKind::Person, format!("CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[{ordinal}]")),
        _ => (EntityKind::Organisation, format!("CONSOLIDATED_LIST/ENTITIES/ENTITY[{ordinal}]")),
    };
    let mut entity = Entity::new(EntityKey { list: ListId::UnConsolidated, id: id.clone() }, kind);
    entity.reference = record.child_value("REFERENCE_NUMBER");
    let name: Vec<String> = NAMES.iter().filter_map(|part| record.child_value(part)).collect();
    if name.is_empty() {
        return fail(Fault::BadValue, format!("the entry {id} has no name"));
    }
    entity.names.push(Name::new(name.join(" "), NameKind::Primary, NameQuality::Strong));
    for child in &record.children {
        field(&mut entity, child, report);
    }
    let mut published = String::new();
    literal(record, &mut published);
    let digest = Digest::of(&published);
    entity.records.push(SourceRecord { part: Part::Entry, id, line: record.line, path: Some(path), digest });
    Ok(entity)
}

/// The element as published, without any whitespace.
fn literal(element: &Element, result: &mut String) {
    result.push('<');
    result.push_str(&element.name);
    for (name, value) in &element.attributes {
        result.extend([" ", name, "=", &without_whitespace(value)]);
    }
    result.push('>');
    result.push_str(&without_whitespace(&element.text));
    for child in &element.children {
        literal(child, result);
    }
    result.push_str("</>");
}

fn field(entity: &mut Entity, child: &Element, report: &mut ReadReport) {
    let values: Vec<String> =
        child.value().into_iter().chain(child.children.iter().filter_map(Element::value)).collect();
    if values.is_empty() {
        return;
    }
    report.statements += 1;
    if let Some((name, value)) = child.attributes.first() {
        report.note(Reason::UnknownField, name);
        entity.attribute(&format!("{}@{name}", child.name), value);
    }
    match child.name.as_str() {
        name if NAMES.contains(&name) || matches!(name, "DATAID" | "REFERENCE_NUMBER") => {}
        "UN_LIST_TYPE" => entity.programmes.extend(values),
        "NAME_ORIGINAL_SCRIPT" => entity.names.extend(
            values
                .into_iter()
                .map(|text| Name { original_script: true, ..Name::new(text, NameKind::Alias, NameQuality::Strong) }),
        ),
        "LISTED_ON" => match values.first().and_then(|text| iso_day(text)) {
            Some(day) => entity.listed_on = Some(day),
            None => unread(entity, child, Reason::UnreadDate, report),
        },
        "LAST_DAY_UPDATED" => details::updates(entity, child, report),
        "GENDER" => match values.first().map(|text| text.to_lowercase()).as_deref() {
            Some("male") => entity.gender = Some(Gender::Male),
            Some("female") => entity.gender = Some(Gender::Female),
            _ => unread(entity, child, Reason::UnknownGender, report),
        },
        "COMMENTS1" => comment(entity, values),
        "TITLE" => entity.titles.extend(values),
        "DESIGNATION" => entity.positions.extend(values),
        "NATIONALITY" => entity.countries.extend(values.into_iter().map(|name| Country {
            relation: CountryRelation::Nationality,
            name,
            code: None,
        })),
        "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS" => details::alias(entity, child, report),
        "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => {
            let address = details::address(entity, child, report);
            entity.addresses.push(address);
        }
        "INDIVIDUAL_PLACE_OF_BIRTH" => {
            let address = details::address(entity, child, report);
            entity.birth_places.push(address);
        }
        "INDIVIDUAL_DATE_OF_BIRTH" => details::birth_date(entity, child, report),
        "INDIVIDUAL_DOCUMENT" => details::document(entity, child, report),
        "VERSIONNUM" | "LIST_TYPE" | "SUBMITTED_BY" | "SUBMITTED_ON" | "SORT_KEY" | "SORT_KEY_LAST_MOD" => {
            entity.attribute(&child.name, &values.join("; "));
        }
        _ => unread(entity, child, Reason::UnknownField, report),
    }
}

fn comment(entity: &mut Entity, values: Vec<String>) {
    for text in values {
        for reference in un_references(&text) {
            if entity.reference.as_deref() != Some(reference) && entity.links.iter().all(|link| link.name != reference)
            {
                let link = Link {
                    relation: LinkRelation::Mentions,
                    name: reference.to_owned(),
                    target: None,
                    text: text.clone(),
                };
                entity.links.push(link);
            }
        }
        entity.remarks.push(text);
    }
}

/// Stores an element literally and counts it.
fn unread(entity: &mut Entity, element: &Element, reason: Reason, report: &mut ReadReport) {
    let values: Vec<String> = element
        .value()
        .into_iter()
        .chain(element.children.iter().filter_map(|child| Some(format!("{}: {}", child.name, child.value()?))))
        .collect();
    let text = format!("{}: {}", element.name, values.join("; "));
    report.note(reason, &text);
    entity.unread.push(text);
}
