//! A list as it was read, ready to be compared and stored.

use jiff::civil::Date;
use serde_json::Value;
use sisuiq_lists::{
    Entity, EntityKind, List, ListError, OfacFiles, OfacList, ReadOptions, content_hash, read_denied_persons,
    read_eu_csv, read_eu_xml, read_ofac, read_screening_list, read_un,
};
use sisuiq_model::{ListEntityKind, SourceFormat, SourcePart};
use sisuiq_names::spellings;

/// A list with all its entries.
#[derive(Debug)]
pub(crate) struct ReadList {
    /// The day on which the publisher made the file, if the file says so.
    pub(crate) day: Option<Date>,
    pub(crate) records: Vec<Record>,
    /// The entries of the records, for the index of their names.
    pub(crate) entities: Vec<Entity>,
}

/// An entry of a list.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) key: String,
    pub(crate) sha256: Vec<u8>,
    pub(crate) kind: ListEntityKind,
    pub(crate) name: String,
    pub(crate) names: String,
    pub(crate) content: Value,
}

/// Why a list cannot be taken over.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// A file is damaged, or is not of this list.
    #[error(transparent)]
    List(#[from] ListError),
    /// A part of the list is missing.
    #[error("The run has no file of the list's entries. Start another run.")]
    NoEntries,
    /// An entry cannot be stored.
    #[error("An entry of the list cannot be stored: {0}. Nothing of the list was used.")]
    Entry(#[from] serde_json::Error),
}

impl ReadError {
    /// A stable code.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::List(error) => error.code(),
            Self::NoEntries => "list_without_entries",
            Self::Entry(_) => "list_entry_unstorable",
        }
    }
}

/// Reads all entries of a list from its files.
pub(crate) fn read(format: SourceFormat, files: &[(SourcePart, Vec<u8>)]) -> Result<ReadList, ReadError> {
    let part = |wanted: SourcePart| files.iter().find(|(part, _)| *part == wanted).map(|(_, bytes)| bytes.as_slice());
    let main = part(SourcePart::Main).ok_or(ReadError::NoEntries)?;
    let options = ReadOptions::default();
    let ofac = |list| {
        let files = OfacFiles {
            list,
            entries: main,
            aliases: part(SourcePart::Aliases),
            addresses: part(SourcePart::Addresses),
            comments: part(SourcePart::Comments),
        };
        read_ofac(&files, &options)
    };
    let List { generated_on, entities, .. } = match format {
        SourceFormat::OfacSdn => ofac(OfacList::Sdn)?,
        SourceFormat::OfacConsolidated => ofac(OfacList::Consolidated)?,
        SourceFormat::UnXml => read_un(main, &options)?,
        SourceFormat::EuXml => read_eu_xml(main, &options)?,
        SourceFormat::EuCsv => read_eu_csv(main, &options)?,
        SourceFormat::BisDeniedPersons => read_denied_persons(main, &options)?,
        SourceFormat::UsScreening => read_screening_list(main, &options)?,
        SourceFormat::Law => return Err(ReadError::NoEntries),
    };
    let records = entities.iter().map(record).collect::<Result<_, _>>()?;
    Ok(ReadList { day: generated_on, records, entities })
}

fn record(entity: &Entity) -> Result<Record, serde_json::Error> {
    let names: Vec<String> = entity.names.iter().flat_map(|name| spellings(&name.text)).collect();
    Ok(Record {
        key: entity.key.id.clone(),
        sha256: content_hash(entity).as_bytes().to_vec(),
        kind: kind(entity.kind),
        name: entity.primary_name().unwrap_or_default().to_owned(),
        names: names.join("\n"),
        content: serde_json::to_value(entity)?,
    })
}

const fn kind(kind: EntityKind) -> ListEntityKind {
    match kind {
        EntityKind::Person => ListEntityKind::Person,
        EntityKind::Organisation => ListEntityKind::Organisation,
        EntityKind::Vessel => ListEntityKind::Vessel,
        EntityKind::Aircraft => ListEntityKind::Aircraft,
        EntityKind::Other => ListEntityKind::Other,
    }
}
