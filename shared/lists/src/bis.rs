//! The Denied Persons List of the Bureau of Industry and Security: a table with tabs and quotation marks.
//!
//! The list has no ids and a row for each address. Rows with the same name and effective date are one entity: an order names a
//! party once, and a later order against the same party has another date.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::address::Address;
use crate::date::{iso_day, us_day};
use crate::digest::Digest;
use crate::entity::{Entity, EntityKind, LegalBasis, Part, SourceRecord};
use crate::error::{Fault, ListError};
use crate::key::{EntityKey, ListId};
use crate::list::List;
use crate::name::{Name, NameKind, NameQuality};
use crate::options::ReadOptions;
use crate::report::{ReadReport, Reason};
use crate::rows::{self, Dialect, Row};
use crate::text::{Source, present};

const FILE: &str = "dpl.txt";
const COLUMNS: [&str; 12] = [
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
];

/// Reads one version of the Denied Persons List. The form does not mark its end: give [`ReadOptions::expected_bytes`].
pub fn read_denied_persons(bytes: &[u8], options: &ReadOptions) -> Result<List, ListError> {
    let source = Source { name: FILE, bytes };
    source.check(options)?;
    source.check_size(options)?;
    let text = source.utf8()?;
    let header = rows::header(&source, text, b'\t')?;
    if !header.iter().eq(COLUMNS) {
        return source.fail(Fault::WrongColumns, Some(1), "the columns are not those of the Denied Persons List");
    }
    let dialect =
        Dialect { delimiter: b'\t', columns: COLUMNS.len(), line_breaks: false, ofac: false, last_break: true };
    let mut report = ReadReport { encoding: "UTF-8", ..ReadReport::default() };
    report.note_lost_characters(text);
    let mut entities: Vec<Entity> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut seen = HashSet::new();
    for row in rows::read(&source, text, dialect, options)?.iter().skip(1) {
        let Some(name) = present(row.field(0)) else {
            return source.fail(Fault::BadValue, Some(row.line), "the row has no name");
        };
        let digest = Digest::of_fields(row.fields.iter().map(str::trim));
        if !seen.insert(digest) {
            report.note(Reason::RepeatedRow, &name);
            continue;
        }
        let id = Digest::of_fields([name.to_uppercase().as_str(), row.field(6)]).short();
        let position = *index.entry(id.clone()).or_insert(entities.len());
        if position == entities.len() {
            let mut entity =
                Entity::new(EntityKey { list: ListId::BisDeniedPersons, id: id.clone() }, EntityKind::Other);
            entity.names.push(Name::new(name, NameKind::Primary, NameQuality::Strong));
            entity.programmes.push("DPL".to_owned());
            entities.push(entity);
        }
        if let Some(entity) = entities.get_mut(position) {
            take(entity, row, &mut report);
            let record = SourceRecord {
                part: Part::Entry,
                id: format!("{id}.{}", digest.short()),
                line: row.line,
                path: None,
                digest,
            };
            entity.records.push(record);
        }
    }
    if entities.is_empty() {
        return source.fail(Fault::Empty, None, "the list has no entries");
    }
    report.finish(&entities);
    Ok(List { id: ListId::BisDeniedPersons, generated_on: None, entities, report })
}

fn take(entity: &mut Entity, row: &Row, report: &mut ReadReport) {
    report.statements += row.fields.iter().filter(|field| !field.trim().is_empty()).count();
    let country = present(row.field(4));
    let is_code =
        country.as_deref().is_some_and(|text| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()));
    let address = Address {
        street: present(row.field(1)),
        city: present(row.field(2)),
        region: present(row.field(3)),
        postal_code: present(row.field(5)),
        country_code: country.clone().filter(|_| is_code),
        country: country.filter(|_| !is_code),
        ..Address::default()
    };
    if !address.is_empty() && !entity.addresses.contains(&address) {
        entity.addresses.push(address);
    }
    entity.listed_on = entity.listed_on.or_else(|| date(entity, row, 6, us_day, report));
    let ends_on = date(entity, row, 7, us_day, report);
    // of rows that disagree the later end counts: the shorter one would clear a denied person
    entity.ends_on = entity.ends_on.max(ends_on);
    let updated_on = date(entity, row, 9, iso_day, report);
    entity.updated_on.extend(updated_on);
    entity.updated_on.sort_unstable();
    entity.updated_on.dedup();
    for (column, label) in [(7, "Expiration Date"), (8, "Standard Order"), (10, "Action")] {
        let value = row.field(column);
        if !entity.attributes.iter().any(|attribute| attribute.label == label && attribute.value == value) {
            entity.attribute(label, value);
        }
    }
    if let Some(text) =
        present(row.field(11)).filter(|text| !entity.legal_bases.iter().any(|basis| basis.text == *text))
    {
        entity.legal_bases.push(LegalBasis { text, published_on: None, in_force_from: None, url: None });
    }
}

fn date(
    entity: &mut Entity,
    row: &Row,
    column: usize,
    read: fn(&str) -> Option<Date>,
    report: &mut ReadReport,
) -> Option<Date> {
    let text = row.field(column);
    let date = read(text);
    if date.is_none() && !text.is_empty() {
        let name = COLUMNS.get(column).copied().unwrap_or_default();
        let text = format!("{name}: {text}");
        report.note(Reason::UnreadDate, &text);
        entity.unread.push(text);
    }
    date
}
