//! The names that all systems compare.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};
use sisuiq_lists::{EndMark, Entity, EntityKind, NameQuality as ListedQuality, OfacFiles, OfacList, ReadOptions};
use sisuiq_lists::{read_ofac, read_un};
use sisuiq_names::{Kind, NameQuality};

use crate::Outcome;
use crate::data::{cell, sorted_words, table};

/// Names among which searches are timed.
const LARGE: usize = 25_000;

/// Names of lists and of others.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Names {
    /// The persons of the UN's list, for recall and false alerts.
    pub(crate) entities: Vec<Listed>,
    /// Names of persons of the list.
    pub(crate) clean: Vec<Positive>,
    /// The same names, altered.
    pub(crate) altered: Vec<Positive>,
    /// Names of people who are not listed, evenly spaced among `searched`.
    pub(crate) others: Vec<String>,
    /// The lists of OFAC and the UN, completed with names of others to 25,000 names.
    pub(crate) large: Vec<Listed>,
    /// Names of all others, for times.
    pub(crate) searched: Vec<String>,
}

/// An entry of a list.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Listed {
    pub(crate) kind: Kind,
    pub(crate) names: Vec<ListedName>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct ListedName {
    pub(crate) text: String,
    pub(crate) quality: NameQuality,
}

/// A name that should be found.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Positive {
    pub(crate) name: String,
    /// The places of the entities that have the unaltered name; empty if none is known, and any counts.
    pub(crate) expected: Vec<usize>,
}

impl Names {
    /// Reads the lists and names of a folder.
    pub(crate) fn read(folder: &Path, others: usize) -> Outcome<Self> {
        let un = united_nations(&folder.join("un_consolidated"))?;
        let ofac = sdn(&folder.join("ofac_sdn/2021-07"))?;
        let screening = folder.join("name_matching/screening");
        let column = |file: &str| -> Outcome<Vec<String>> {
            Ok(table(&screening.join(file))?.iter().map(|row| cell(row, "full_name").to_owned()).collect())
        };
        let searched = column("negatives_global.csv")?;
        let originals = column("positives_un_untreated.csv")?;
        let entities: Vec<Listed> =
            un.iter().map(Listed::of).filter(|listed| listed.kind.is_compatible(Kind::Person)).collect();
        let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, entity) in entities.iter().enumerate() {
            for name in &entity.names {
                by_words.entry(sorted_words(&name.text)).or_default().push(place);
            }
        }
        let positives = |names: Vec<String>| {
            let expected = |original: &String| by_words.get(&sorted_words(original)).cloned().unwrap_or_default();
            let pairs = names.into_iter().zip(&originals);
            pairs.map(|(name, original)| Positive { name, expected: expected(original) }).collect()
        };
        let (clean, altered) = (positives(originals.clone()), positives(column("positives_un_treated.csv")?));
        let step = (searched.len() / others.max(1)).max(1);
        let others = searched.iter().step_by(step).take(others).cloned().collect();
        let listed = ofac.iter().chain(&un).map(Listed::of).collect();
        Ok(Self { entities, clean, altered, others, large: large(listed, &searched), searched })
    }
}

/// Entries up to the size, completed with names of others.
fn large(listed: Vec<Listed>, others: &[String]) -> Vec<Listed> {
    let mut names = 0;
    let mut large: Vec<Listed> = listed
        .into_iter()
        .take_while(|entry| {
            names += entry.names.len();
            names <= LARGE
        })
        .collect();
    let missing = LARGE.saturating_sub(large.iter().map(|entry| entry.names.len()).sum());
    large.extend(others.iter().rev().take(missing).map(|name| Listed {
        kind: Kind::Person,
        names: vec![ListedName { text: name.clone(), quality: NameQuality::Strong }],
    }));
    large
}

impl Listed {
    fn of(entity: &Entity) -> Self {
        let kind = match entity.kind {
            EntityKind::Person => Kind::Person,
            EntityKind::Organisation => Kind::Organisation,
            EntityKind::Vessel => Kind::Vessel,
            EntityKind::Aircraft => Kind::Aircraft,
            EntityKind::Other => Kind::Unknown,
        };
        let quality = |quality| match quality {
            ListedQuality::Strong | ListedQuality::Unstated => NameQuality::Strong,
            ListedQuality::Weak | ListedQuality::Low => NameQuality::Weak,
        };
        let names = entity.names.iter();
        let names = names.map(|name| ListedName { text: name.text.clone(), quality: quality(name.quality) }).collect();
        Self { kind, names }
    }
}

/// The newest list of the UN.
fn united_nations(folder: &Path) -> Outcome<Vec<Entity>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    let newest = files.into_iter().max().ok_or("there are no lists of the UN")?;
    Ok(read_un(&fs::read(newest)?, &ReadOptions::default())?.entities)
}

/// A list of OFAC with its aliases. Aliases of another day do not belong to it, and are left out.
fn sdn(folder: &Path) -> Outcome<Vec<Entity>> {
    let options = ReadOptions { end_mark: EndMark::Optional, ..ReadOptions::default() };
    let (entries, aliases) = (fs::read(folder.join("sdn.csv"))?, fs::read(folder.join("alt.csv")).ok());
    let read = |aliases| {
        let files = OfacFiles { list: OfacList::Sdn, entries: &entries, aliases, addresses: None, comments: None };
        read_ofac(&files, &options)
    };
    let list = match read(aliases.as_deref()) {
        Err(error) if error.file == "alt.csv" => read(None)?,
        list => list?,
    };
    Ok(list.entities)
}
