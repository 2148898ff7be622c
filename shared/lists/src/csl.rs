//! The Consolidated Screening List of the US Government in CSV: entries of many lists, with several values in one field,
//! separated by semicolons. Columns are found by their names, since the list has had several sets of them.

mod columns;

use std::collections::HashMap;

use columns::Columns;

use crate::digest::Digest;
use crate::entity::{Entity, EntityKind, Part, SourceRecord};
use crate::error::{Fault, ListError};
use crate::key::{EntityKey, ListId};
use crate::link;
use crate::list::List;
use crate::name::{Name, NameKind, NameQuality};
use crate::options::ReadOptions;
use crate::report::{ReadReport, Reason};
use crate::rows::{self, Dialect, Row};
use crate::text::{Source, present};

const FILE: &str = "consolidated.csv";
/// Columns without which the file is another one.
const REQUIRED: [&str; 6] = ["source", "entity_number", "type", "programs", "name", "addresses"];

/// Reads one version of the Consolidated Screening List. The form does not mark its end: give [`ReadOptions::expected_bytes`].
///
/// The key is the list's abbreviation with the entity number, or with `_id` or the name where there is no number; rows without
/// either that have the same list, name and first day are one entity.
pub fn read_screening_list(bytes: &[u8], options: &ReadOptions) -> Result<List, ListError> {
    let source = Source { name: FILE, bytes };
    source.check(options)?;
    source.check_size(options)?;
    let text = source.utf8()?;
    let header = rows::header(&source, text, b',')?;
    if let Some(missing) = REQUIRED.iter().find(|name| !header.iter().any(|column| column == **name)) {
        return source.fail(Fault::WrongColumns, Some(1), format!("the column {missing} is missing"));
    }
    let dialect = Dialect { delimiter: b',', columns: header.len(), line_breaks: true, ofac: false, last_break: true };
    let mut report = ReadReport { encoding: "UTF-8", ..ReadReport::default() };
    report.note_lost_characters(text);
    let mut entities: Vec<Entity> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for row in rows::read(&source, text, dialect, options)?.iter().skip(1) {
        let mut columns = Columns::new(&header, row);
        let Some(name) = columns.take("name") else {
            return source.fail(Fault::BadValue, Some(row.line), "the row has no name");
        };
        let (id, numbered) = identity(&mut columns, &name);
        let digest = Digest::of_fields(row.fields.iter().map(str::trim));
        let position = *index.entry(id.clone()).or_insert(entities.len());
        if position == entities.len() {
            let kind = kind(columns.take("type").as_deref(), &mut report);
            let mut entity = Entity::new(EntityKey { list: ListId::UsScreening, id: id.clone() }, kind);
            entity.names.push(Name::new(name, NameKind::Primary, NameQuality::Strong));
            entities.push(entity);
        } else if numbered {
            return source.fail(Fault::DuplicateKey, Some(row.line), format!("the entry {id} is there twice"));
        }
        let Some(entity) = entities.get_mut(position) else { continue };
        if entity.records.iter().any(|record| record.digest == digest) {
            report.note(Reason::RepeatedRow, &id);
            continue;
        }
        report.statements += row.fields.iter().filter(|field| !field.trim().is_empty()).count();
        columns.apply(entity, &mut report);
        entity.records.push(record(&id, row, digest));
    }
    if entities.is_empty() {
        return source.fail(Fault::Empty, None, "the list has no entries");
    }
    link::resolve(&mut entities, &mut report);
    report.finish(&entities);
    Ok(List { id: ListId::UsScreening, generated_on: None, entities, report })
}

fn record(id: &str, row: &Row, digest: Digest) -> SourceRecord {
    SourceRecord { part: Part::Entry, id: format!("{id}.{}", digest.short()), line: row.line, path: None, digest }
}

/// The key of a row, and whether it is the publisher's own.
fn identity(columns: &mut Columns<'_>, name: &str) -> (String, bool) {
    let list = columns.get("source").unwrap_or_default();
    let short =
        list.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or(list, |(short, _)| short).to_owned();
    let published = columns.take("_id");
    if let Some(number) = columns.take("entity_number").or(published) {
        return (format!("{short}-{number}"), true);
    }
    let day = columns.get("start_date").unwrap_or_default();
    let computed = Digest::of_fields([name.to_uppercase().as_str(), day]).short();
    (format!("{short}-{computed}"), false)
}

fn kind(word: Option<&str>, report: &mut ReadReport) -> EntityKind {
    match word {
        Some("Individual") => EntityKind::Person,
        Some("Entity") => EntityKind::Organisation,
        Some("Vessel") => EntityKind::Vessel,
        Some("Aircraft") => EntityKind::Aircraft,
        Some(other) => {
            report.note(Reason::UnknownKind, other);
            EntityKind::Other
        }
        // half of the lists behind this one do not say
        None => EntityKind::Other,
    }
}

/// The values of a field with several, separated by semicolons.
fn values(text: &str) -> Vec<String> {
    text.split(';').filter_map(present).collect()
}
