//! OFAC's delimited files: `sdn.csv` with `alt.csv`, `add.csv` and `sdn_comments.csv`, and their counterparts `cons_*.csv`.
//!
//! The files have no header; `-0-` is null, and the byte 0x1A ends them. A remark has at most 1,000 characters in the main
//! file; its continuation is in the file of comments. Source: OFAC, "SDN Data File Specification" (`dat_spec.txt`).

mod label;
mod number;
mod remarks;

use std::collections::{HashMap, HashSet};

use crate::address::Address;
use crate::digest::Digest;
use crate::entity::{Entity, EntityKind, Part, SourceRecord};
use crate::error::{Fault, ListError, excerpt};
use crate::identifier::{Identifier, IdentifierKind};
use crate::key::{EntityKey, ListId};
use crate::link::{self, Link, LinkRelation};
use crate::list::List;
use crate::name::{Name, NameKind, NameQuality};
use crate::options::{EndMark, ReadOptions};
use crate::report::{ReadReport, Reason};
use crate::rows::{self, Dialect, Row};
use crate::text::{Source, collapse};

const NULL: &str = "-0-";
/// The characters after which a remark of the main file is cut.
const REMARK_LIMIT: usize = 1000;
/// A remark near the limit may have lost whitespace at its cut.
const NEAR_LIMIT: usize = 990;

/// One of OFAC's two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfacList {
    /// Specially Designated Nationals: `sdn.csv` and its companions.
    Sdn,
    /// All sanctions that are not on the SDN list: `cons_prim.csv` and its companions.
    Consolidated,
}

impl OfacList {
    const fn id(self) -> ListId {
        match self {
            Self::Sdn => ListId::OfacSdn,
            Self::Consolidated => ListId::OfacConsolidated,
        }
    }

    const fn file(self, part: Part) -> &'static str {
        match (self, part) {
            (Self::Sdn, Part::Entry) => "sdn.csv",
            (Self::Sdn, Part::Alias) => "alt.csv",
            (Self::Sdn, Part::Address) => "add.csv",
            (Self::Sdn, Part::Comment) => "sdn_comments.csv",
            (Self::Consolidated, Part::Entry) => "cons_prim.csv",
            (Self::Consolidated, Part::Alias) => "cons_alt.csv",
            (Self::Consolidated, Part::Address) => "cons_add.csv",
            (Self::Consolidated, Part::Comment) => "cons_comments.csv",
        }
    }
}

/// The files of one version. Without the files of aliases, addresses or comments the entities lack what these contain, and
/// remarks that the main file cuts are counted as [`Reason::CutRemark`].
#[derive(Debug, Clone, Copy)]
pub struct OfacFiles<'a> {
    /// The list to which all files belong.
    pub list: OfacList,
    /// The bytes of `sdn.csv` or `cons_prim.csv`, one row for each entity.
    pub entries: &'a [u8],
    /// The bytes of `alt.csv` or `cons_alt.csv`; none if it is not at hand.
    pub aliases: Option<&'a [u8]>,
    /// The bytes of `add.csv` or `cons_add.csv`; none if it is not at hand.
    pub addresses: Option<&'a [u8]>,
    /// The bytes of `sdn_comments.csv` or `cons_comments.csv`, the rests of cut remarks; none if it is not at hand.
    pub comments: Option<&'a [u8]>,
}

/// Reads one version of an OFAC list.
pub fn read_ofac(files: &OfacFiles<'_>, options: &ReadOptions) -> Result<List, ListError> {
    let mut reading = Reading {
        list: files.list,
        options,
        entities: Vec::new(),
        index: HashMap::new(),
        report: ReadReport::default(),
    };
    reading.report.encoding = "UTF-8";
    let mut remarks = reading.entries(files.entries)?;
    if let Some(bytes) = files.aliases {
        reading.aliases(bytes)?;
    }
    if let Some(bytes) = files.addresses {
        reading.addresses(bytes)?;
    }
    if let Some(bytes) = files.comments {
        reading.comments(bytes, &mut remarks)?;
    }
    let Reading { list, mut entities, mut report, .. } = reading;
    for (entity, remark) in entities.iter_mut().zip(&remarks) {
        remarks::apply(entity, &remark.text, remark.is_cut(), &mut report);
    }
    link::resolve(&mut entities, &mut report);
    report.finish(&entities);
    Ok(List { id: list.id(), generated_on: None, entities, report })
}

/// The remark of an entity.
struct Remark {
    text: String,
    continued: bool,
}

impl Remark {
    fn reaches_limit(&self) -> bool {
        let length = self.text.chars().count();
        length >= REMARK_LIMIT || (length >= NEAR_LIMIT && !self.text.ends_with('.'))
    }

    fn is_cut(&self) -> bool {
        !self.continued && self.reaches_limit()
    }
}

struct Reading<'a> {
    list: OfacList,
    options: &'a ReadOptions,
    entities: Vec<Entity>,
    index: HashMap<u64, usize>,
    report: ReadReport,
}

impl Reading<'_> {
    fn rows(&mut self, part: Part, bytes: &[u8], columns: usize) -> Result<Vec<Row>, ListError> {
        let source = Source { name: self.list.file(part), bytes };
        source.check(self.options)?;
        if part == Part::Entry {
            source.check_size(self.options)?;
        }
        let (source, marked) = source.split_end_mark();
        let required = self.options.end_mark == EndMark::Required;
        let (text, encoding) = source.utf8_or_latin1()?;
        self.report.note_lost_characters(&text);
        if encoding != "UTF-8" {
            self.report.encoding = encoding;
        }
        let dialect = Dialect { delimiter: b',', columns, line_breaks: false, ofac: true, last_break: required };
        let rows = rows::read(&source, &text, dialect, self.options)?;
        if required && !marked {
            return source.fail(
                Fault::Truncated,
                None,
                "the mark that ends the file is missing; the file is truncated",
            );
        }
        Ok(rows)
    }

    fn fail<T>(&self, part: Part, row: &Row, fault: Fault, detail: impl Into<String>) -> Result<T, ListError> {
        Err(ListError::new(fault, self.list.file(part), Some(row.line), detail.into()))
    }

    fn number(&self, part: Part, row: &Row, column: usize) -> Result<u64, ListError> {
        let field = row.field(column);
        field.parse().or_else(|_| {
            self.fail(part, row, Fault::BadValue, format!("{:?} is not a number of an entry", excerpt(field)))
        })
    }

    fn entries(&mut self, bytes: &[u8]) -> Result<Vec<Remark>, ListError> {
        let rows = self.rows(Part::Entry, bytes, 12)?;
        let mut remarks = Vec::with_capacity(rows.len());
        for row in &rows {
            let number = self.number(Part::Entry, row, 0)?;
            if self.entities.len() >= self.options.max_entities {
                return self.fail(Part::Entry, row, Fault::TooLarge, "the list has too many entries");
            }
            if self.index.insert(number, self.entities.len()).is_some() {
                return self.fail(Part::Entry, row, Fault::DuplicateKey, format!("the entry {number} is there twice"));
            }
            let Some(name) = value(row, 1) else {
                return self.fail(Part::Entry, row, Fault::BadValue, format!("the entry {number} has no name"));
            };
            let kind = self.kind(row);
            let mut entity = Entity::new(EntityKey { list: self.list.id(), id: number.to_string() }, kind);
            entity.names.push(Name::new(name, NameKind::Primary, NameQuality::Strong));
            entity.programmes = programmes(row.field(3));
            entity.titles.extend(value(row, 4));
            vessel(&mut entity, row);
            entity.records.push(record(Part::Entry, number, row));
            self.report.statements += (2..11).filter(|column| value(row, *column).is_some()).count() + 1;
            self.entities.push(entity);
            let remark = row.fields.get(11).filter(|text| text.trim() != NULL).unwrap_or_default();
            remarks.push(Remark { text: remark.to_owned(), continued: false });
        }
        Ok(remarks)
    }

    fn kind(&mut self, row: &Row) -> EntityKind {
        match row.field(2) {
            NULL => EntityKind::Organisation,
            "individual" => EntityKind::Person,
            "vessel" => EntityKind::Vessel,
            "aircraft" => EntityKind::Aircraft,
            other => {
                self.report.note(Reason::UnknownKind, other);
                EntityKind::Other
            }
        }
    }

    fn owner(&mut self, part: Part, row: &Row) -> Result<&mut Entity, ListError> {
        let number = self.number(part, row, 0)?;
        let orphan = || {
            let detail = format!(
                "the row belongs to the entry {number}, which the list does not have; the files are of different versions"
            );
            ListError::new(Fault::OrphanRow, self.list.file(part), Some(row.line), detail)
        };
        let position = self.index.get(&number).ok_or_else(orphan)?;
        self.entities.get_mut(*position).ok_or_else(orphan)
    }

    fn aliases(&mut self, bytes: &[u8]) -> Result<(), ListError> {
        let mut seen = HashSet::new();
        for row in &self.rows(Part::Alias, bytes, 5)? {
            let id = self.number(Part::Alias, row, 1)?;
            if !seen.insert(id) {
                return self.fail(Part::Alias, row, Fault::DuplicateKey, format!("the alias {id} is there twice"));
            }
            let Some(text) = value(row, 3) else {
                return self.fail(Part::Alias, row, Fault::BadValue, format!("the alias {id} has no name"));
            };
            let kind = match row.field(2) {
                "aka" => NameKind::Alias,
                "fka" => NameKind::Former,
                "nka" => NameKind::Current,
                other => {
                    self.report.note(Reason::UnknownNameType, other);
                    NameKind::Alias
                }
            };
            let entity = self.owner(Part::Alias, row)?;
            entity.names.push(Name { note: value(row, 4), ..Name::new(text, kind, NameQuality::Strong) });
            entity.records.push(record(Part::Alias, id, row));
            self.report.statements += 1;
        }
        Ok(())
    }

    fn addresses(&mut self, bytes: &[u8]) -> Result<(), ListError> {
        let mut seen = HashSet::new();
        for row in &self.rows(Part::Address, bytes, 6)? {
            let id = self.number(Part::Address, row, 1)?;
            if !seen.insert(id) {
                return self.fail(Part::Address, row, Fault::DuplicateKey, format!("the address {id} is there twice"));
            }
            let address = Address {
                street: value(row, 2),
                // one column contains city, state, province and postal code
                city: value(row, 3),
                country: value(row, 4),
                note: value(row, 5),
                ..Address::default()
            };
            let entity = self.owner(Part::Address, row)?;
            entity.records.push(record(Part::Address, id, row));
            if !address.is_empty() {
                entity.addresses.push(address);
            }
            self.report.statements += 1;
        }
        Ok(())
    }

    fn comments(&mut self, bytes: &[u8], remarks: &mut [Remark]) -> Result<(), ListError> {
        for row in &self.rows(Part::Comment, bytes, 2)? {
            let entity = self.owner(Part::Comment, row)?;
            let earlier = entity.records.iter().filter(|record| record.part == Part::Comment).count();
            let id = format!("{}.{earlier}", entity.key.id);
            entity.records.push(SourceRecord { id, ..record(Part::Comment, 0, row) });
            let number = self.number(Part::Comment, row, 0)?;
            let Some(remark) = self.index.get(&number).and_then(|position| remarks.get_mut(*position)) else {
                continue;
            };
            if !remark.reaches_limit() {
                let detail = format!(
                    "the row continues the remark of the entry {number}, which is not cut; the files are of different versions"
                );
                return self.fail(Part::Comment, row, Fault::OrphanRow, detail);
            }
            remark.text.push_str(row.fields.get(1).filter(|text| text.trim() != NULL).unwrap_or_default());
            remark.continued = true;
        }
        Ok(())
    }
}

/// A field that is not null.
fn value(row: &Row, column: usize) -> Option<String> {
    Some(collapse(row.field(column))).filter(|text| !text.is_empty() && text != NULL)
}

fn record(part: Part, id: u64, row: &Row) -> SourceRecord {
    let digest = Digest::of_fields(row.fields.iter().map(str::trim));
    SourceRecord { part, id: id.to_string(), line: row.line, path: None, digest }
}

/// `SDGT] [IRGC] [IFSR` is three programmes.
fn programmes(field: &str) -> Vec<String> {
    field
        .split("] [")
        .map(|name| collapse(name.trim_matches(['[', ']'])))
        .filter(|name| !name.is_empty() && name != NULL)
        .collect()
}

fn vessel(entity: &mut Entity, row: &Row) {
    if let Some(sign) = value(row, 5) {
        entity.identifiers.push(Identifier::new(IdentifierKind::CallSign, "Call Sign", &sign));
    }
    for (column, label) in [
        (6, "Vessel Type"),
        (7, "Vessel Tonnage"),
        (8, "Vessel Gross Registered Tonnage"),
        (9, "Vessel Flag"),
        (10, "Vessel Owner"),
    ] {
        if let Some(text) = value(row, column) {
            entity.attribute(label, &text);
        }
    }
    if let Some(name) = value(row, 10) {
        let text = format!("Vessel Owner {name}");
        entity.links.push(Link { relation: LinkRelation::OwnedBy, name, target: None, text });
    }
}
