//! The XML form. Source: the schema of FSD 1.1, namespace `http://eu.europa.ec/fpi/fsd/export`.

use std::collections::HashSet;

use super::details;
use super::fields::Fields;
use crate::digest::Digest;
use crate::entity::{Entity, EntityKind, Part, SourceRecord};
use crate::error::{Fault, ListError, excerpt};
use crate::key::{EntityKey, ListId};
use crate::list::List;
use crate::options::ReadOptions;
use crate::report::{ReadReport, Reason};
use crate::text::{Source, collapse};
use crate::xml::{self, Element, Frame};

const FILE: &str = "xmlFullSanctionsList_1_1";
const FRAME: Frame = Frame { root: "export", groups: &[("", "sanctionEntity")] };

/// Reads one version of the EU list in XML. The key is `logicalId`; the reference is `euReferenceNumber`.
pub fn read_eu_xml(bytes: &[u8], options: &ReadOptions) -> Result<List, ListError> {
    let source = Source { name: FILE, bytes };
    source.check(options)?;
    source.check_size(options)?;
    let text = source.utf8()?;
    let document = xml::read(&source, text, &FRAME, options)?;
    let mut report = ReadReport { encoding: "UTF-8", ..ReadReport::default() };
    report.note_lost_characters(text);
    let mut entities = Vec::with_capacity(document.records.len());
    let mut keys = HashSet::new();
    for (position, record) in document.records.iter().enumerate() {
        let entity = entity(&source, record, position + 1, &mut report)?;
        if !keys.insert(entity.key.id.clone()) {
            let detail = format!("the entry {} is there twice", entity.key.id);
            return source.fail(Fault::DuplicateKey, Some(record.line), detail);
        }
        entities.push(entity);
    }
    report.finish(&entities);
    let generated = document.attributes.iter().find(|(name, _)| name == "generationDate");
    let generated_on = generated.and_then(|(_, text)| details::day(text));
    Ok(List { id: ListId::EuConsolidated, generated_on, entities, report })
}

fn attributes(element: &Element) -> Fields<'_> {
    Fields::new(&element.name, element.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

fn entity(source: &Source<'_>, record: &Element, ordinal: usize, report: &mut ReadReport) -> Result<Entity, ListError> {
    let fail = |detail: String| source.fail(Fault::BadValue, Some(record.line), detail);
    let mut own = attributes(record);
    let id = own.take("logicalId").unwrap_or_default();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return fail(format!("logicalId is {:?}, which is not a number", excerpt(&id)));
    }
    let mut entity = Entity::new(EntityKey { list: ListId::EuConsolidated, id: id.clone() }, EntityKind::Other);
    report.statements += 1;
    details::entity(&mut entity, own, report);
    let mut typed = false;
    for child in &record.children {
        report.statements += 1;
        if child.name == "subjectType" {
            let mut fields = attributes(child);
            entity.kind = details::kind(&[fields.take("code"), fields.take("classificationCode")], report);
            typed = true;
            fields.finish(&mut entity, report);
        } else {
            detail(&mut entity, child, report);
        }
    }
    if !typed {
        return fail(format!("the entry {id} has no subjectType"));
    }
    if entity.names.is_empty() {
        return fail(format!("the entry {id} has no name"));
    }
    let mut published = String::new();
    literal(record, &mut published);
    let path = Some(format!("export/sanctionEntity[{ordinal}]"));
    let digest = Digest::of(&published);
    entity.records.push(SourceRecord { part: Part::Entry, id, line: record.line, path, digest });
    Ok(entity)
}

fn detail(entity: &mut Entity, element: &Element, report: &mut ReadReport) {
    if element.name == "remark" {
        entity.remarks.extend(element.value());
        return;
    }
    let mut remark = None;
    let mut url = None;
    for child in &element.children {
        match child.name.as_str() {
            "regulationSummary" => details::regulation(entity, attributes(child), false, report),
            "remark" => remark = child.value(),
            "publicationUrl" => url = child.value(),
            _ => unread(entity, child, report),
        }
    }
    let mut fields = attributes(element);
    fields.add("publicationUrl", url);
    match element.name.as_str() {
        "nameAlias" => details::name(entity, fields, remark, report),
        "citizenship" => details::citizenship(entity, fields, remark, report),
        "birthdate" => details::birth(entity, fields, remark, report),
        "address" => details::address(entity, fields, remark, report),
        "identification" => details::identification(entity, fields, remark, report),
        "regulation" => {
            details::regulation(entity, fields, true, report);
            entity.remarks.extend(remark);
        }
        _ => unread(entity, element, report),
    }
}

/// Stores an element of unknown meaning literally and counts it.
fn unread(entity: &mut Entity, element: &Element, report: &mut ReadReport) {
    let mut text = String::new();
    literal(element, &mut text);
    report.note(Reason::UnknownField, &text);
    entity.unread.push(text);
}

fn literal(element: &Element, result: &mut String) {
    result.extend(["<", &element.name]);
    for (name, value) in &element.attributes {
        result.extend([" ", name, "=", &format!("{:?}", collapse(value))]);
    }
    result.extend([">", &collapse(&element.text)]);
    for child in &element.children {
        literal(child, result);
    }
    result.extend(["</", &element.name, ">"]);
}
