//! The CSV form: one row for each detail of an entity, with the columns of the entity repeated.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use super::details;
use super::fields::Fields;
use crate::digest::Digest;
use crate::entity::{Entity, Part, SourceRecord};
use crate::error::{Fault, ListError, excerpt};
use crate::key::{EntityKey, ListId};
use crate::list::List;
use crate::options::ReadOptions;
use crate::report::{ReadReport, Reason};
use crate::rows::{self, Dialect, Row};
use crate::text::Source;

const FILE: &str = "csvFullSanctionsList_1_1";
const ID: &str = "Entity_LogicalId";
/// Columns without which the file is another one.
const REQUIRED: [&str; 4] = [ID, "Entity_EU_ReferenceNumber", "Entity_SubjectType", "NameAlias_WholeName"];
/// The groups of columns, by the beginning of their names.
const GROUPS: [&str; 5] = ["NameAlias", "Address", "BirthDate", "Identification", "Citizenship"];

/// Reads one version of the EU list in CSV. The form does not mark its end: give [`ReadOptions::expected_bytes`].
pub fn read_eu_csv(bytes: &[u8], options: &ReadOptions) -> Result<List, ListError> {
    let source = Source { name: FILE, bytes };
    source.check(options)?;
    source.check_size(options)?;
    let text = source.utf8()?;
    let header = rows::header(&source, text, b';')?;
    if let Some(missing) = REQUIRED.iter().find(|name| !header.iter().any(|column| column == **name)) {
        return source.fail(Fault::WrongColumns, Some(1), format!("the column {missing} is missing"));
    }
    let dialect = Dialect { delimiter: b';', columns: header.len(), line_breaks: true, ofac: false, last_break: true };
    let rows = rows::read(&source, text, dialect, options)?;
    let mut reading = Reading {
        header: &header,
        entities: Vec::new(),
        index: HashMap::new(),
        seen: HashSet::new(),
        report: ReadReport::default(),
    };
    reading.report.encoding = "UTF-8";
    reading.report.note_lost_characters(text);
    for row in rows.iter().skip(1) {
        reading.row(&source, row)?;
    }
    let Reading { entities, mut report, .. } = reading;
    if entities.is_empty() {
        return source.fail(Fault::Empty, None, "the list has no entries");
    }
    if let Some(entity) = entities.iter().find(|entity| entity.names.is_empty()) {
        let line = entity.records.first().map(|record| record.line);
        return source.fail(Fault::BadValue, line, format!("the entry {} has no name", entity.key.id));
    }
    report.finish(&entities);
    let generated_on =
        rows.get(1).and_then(|row| column(&header, row, "fileGenerationDate")).and_then(|text| details::day(&text));
    Ok(List { id: ListId::EuConsolidated, generated_on, entities, report })
}

fn column(header: &StringRecord, row: &Row, name: &str) -> Option<String> {
    let position = header.iter().position(|column| column == name)?;
    Some(row.field(position).to_owned()).filter(|text| !text.is_empty())
}

struct Reading<'a> {
    header: &'a StringRecord,
    entities: Vec<Entity>,
    index: HashMap<String, usize>,
    seen: HashSet<Digest>,
    report: ReadReport,
}

impl Reading<'_> {
    fn row(&mut self, source: &Source<'_>, row: &Row) -> Result<(), ListError> {
        let id = column(self.header, row, ID).unwrap_or_default();
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return source.fail(
                Fault::BadValue,
                Some(row.line),
                format!("{ID} is {:?}, which is not a number", excerpt(&id)),
            );
        }
        let digest = Digest::of_fields(row.fields.iter().map(str::trim));
        if !self.seen.insert(digest) {
            self.report.note(Reason::RepeatedRow, &id);
            return Ok(());
        }
        let words =
            ["Entity_SubjectType", "Entity_SubjectType_ClassificationCode"].map(|name| column(self.header, row, name));
        let position = *self.index.entry(id.clone()).or_insert(self.entities.len());
        if position == self.entities.len() {
            let kind = details::kind(&words, &mut self.report);
            let mut entity = Entity::new(EntityKey { list: ListId::EuConsolidated, id: id.clone() }, kind);
            let own =
                fields(self.header, row, "Entity", &["LogicalId", "SubjectType", "SubjectType_ClassificationCode"]);
            self.report.statements += 1;
            details::entity(&mut entity, own, &mut self.report);
            self.entities.push(entity);
        }
        let Some(entity) = self.entities.get_mut(position) else { return Ok(()) };
        let ordinal = entity.records.len() + 1;
        entity.records.push(SourceRecord {
            part: Part::Entry,
            id: format!("{id}.{ordinal}"),
            line: row.line,
            path: None,
            digest,
        });
        let own = fields(self.header, row, "Entity_Regulation", &[]);
        details::regulation(entity, own, true, &mut self.report);
        for group in GROUPS {
            self.report.statements += usize::from(detail(entity, self.header, row, group, &mut self.report));
        }
        others(entity, self.header, row, &mut self.report);
        Ok(())
    }
}

/// The columns of a group, without those of its regulation and without some others.
fn fields<'a>(
    header: &'a StringRecord,
    row: &'a Row,
    group: &'static str,
    without: &'static [&'static str],
) -> Fields<'a> {
    let columns = header.iter().enumerate().filter_map(move |(position, column)| {
        let name = column.strip_prefix(group)?.strip_prefix('_')?;
        let wanted = !name.starts_with("Regulation_") && !without.contains(&name);
        wanted.then(|| (name, row.field(position)))
    });
    Fields::new(group, columns)
}

/// Adds the detail of a group, if the row has one.
fn detail(entity: &mut Entity, header: &StringRecord, row: &Row, group: &'static str, report: &mut ReadReport) -> bool {
    let own = fields(header, row, group, &[]);
    if own.is_empty() {
        return false;
    }
    match group {
        "NameAlias" => details::name(entity, own, None, report),
        "Address" => details::address(entity, own, None, report),
        "BirthDate" => details::birth(entity, own, None, report),
        "Identification" => details::identification(entity, own, None, report),
        _ => details::citizenship(entity, own, None, report),
    }
    let regulation = match group {
        "NameAlias" => "NameAlias_Regulation",
        "Address" => "Address_Regulation",
        "BirthDate" => "BirthDate_Regulation",
        "Identification" => "Identification_Regulation",
        _ => "Citizenship_Regulation",
    };
    details::regulation(entity, fields(header, row, regulation, &[]), false, report);
    true
}

/// Columns of no group.
fn others(entity: &mut Entity, header: &StringRecord, row: &Row, report: &mut ReadReport) {
    for (position, column) in header.iter().enumerate() {
        let known = column == "fileGenerationDate" || column.starts_with("Entity_");
        let grouped = GROUPS.iter().any(|group| column.strip_prefix(group).is_some_and(|rest| rest.starts_with('_')));
        let value = row.field(position);
        if !known && !grouped && !value.is_empty() {
            let text = format!("{column}: {value}");
            report.note(Reason::UnknownField, &text);
            if !entity.unread.contains(&text) {
                entity.unread.push(text);
            }
        }
    }
}
