//! Versions of provisions over the editions of an act.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::chunk::path;
use crate::definitions::content;
use crate::document::LawDocument;
use crate::unit::{UnitId, UnitKind};

/// The text of an act as it applied from a day on.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// The first day on which the text applied.
    pub valid_from: Date,
    /// The day since which the text is known.
    pub known_from: Date,
    /// The text.
    pub document: &'a LawDocument,
}

/// A time in which a provision had the same text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionVersion {
    /// The label of the provision: "Article 5", "§ 591.406", "Annex I".
    pub path: String,
    /// The first day on which the text applied: that of the edition, or a later one that the edition states.
    pub valid_from: Date,
    /// The first day on which it no longer applied; none if it is in the last edition, which states no end.
    pub valid_to: Option<Date>,
    /// The day since which the text is known.
    pub known_from: Date,
    /// The place of the first edition with the text.
    pub edition: usize,
    /// The provision in that edition.
    pub unit: UnitId,
}

/// Versions of provisions, and what has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// The versions, in the order of the editions and of their texts.
    pub versions: Vec<ProvisionVersion>,
    /// Provisions that share their label with another one of the same edition, with the edition's place. They have no versions,
    /// for which of them goes on is not known.
    pub repeated: Vec<(usize, String)>,
}

/// The reason why editions cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VersionError {
    /// The editions are not in the order of their first days, or two have the same.
    #[error("the edition from {later} stands before or beside the one from {earlier}")]
    Order {
        /// The first day of the edition that stands before.
        earlier: Date,
        /// The first day of the edition after it.
        later: Date,
    },
}

/// Finds the versions of articles, sections and annexes. Texts that differ in white space alone are the same.
pub fn versions(editions: &[Edition<'_>]) -> Result<Versions, VersionError> {
    let unordered = editions.iter().zip(editions.iter().skip(1)).find(|(one, next)| one.valid_from >= next.valid_from);
    if let Some((one, next)) = unordered {
        return Err(VersionError::Order { earlier: one.valid_from, later: next.valid_from });
    }
    let mut found = Versions::default();
    let mut open: HashMap<String, (usize, String)> = HashMap::new();
    for (place, edition) in editions.iter().enumerate() {
        let provisions = provisions(edition.document);
        let repeated: HashSet<&str> = repeated(&provisions);
        let present: HashSet<&str> = provisions.iter().map(|(path, _)| path.as_str()).collect();
        found.repeated.extend(repeated.iter().map(|path| (place, (*path).to_owned())));
        let gone: Vec<String> = open
            .keys()
            .filter(|path| !present.contains(path.as_str()) || repeated.contains(path.as_str()))
            .cloned()
            .collect();
        for path in gone {
            if let Some((version, _)) = open.remove(&path) {
                close(&mut found.versions, version, edition.valid_from);
            }
        }
        for (path, unit) in provisions.iter().filter(|(path, _)| !repeated.contains(path.as_str())) {
            let text = content(&edition.document.text, &edition.document.units, *unit);
            if open.get(path).is_some_and(|(_, last)| *last == text) {
                continue;
            }
            if let Some((version, _)) = open.insert(path.clone(), (found.versions.len(), text)) {
                close(&mut found.versions, version, edition.valid_from);
            }
            found.versions.push(version(edition, place, path, *unit));
        }
    }
    found.repeated.sort();
    Ok(found)
}

fn version(edition: &Edition<'_>, place: usize, path: &str, unit: UnitId) -> ProvisionVersion {
    let stated = edition.document.unit(unit);
    let from = stated.and_then(|unit| unit.valid_from).map_or(edition.valid_from, |from| from.max(edition.valid_from));
    ProvisionVersion {
        path: path.to_owned(),
        valid_from: from,
        valid_to: edition.document.valid(unit).1,
        known_from: edition.known_from,
        edition: place,
        unit,
    }
}

fn close(versions: &mut [ProvisionVersion], version: usize, day: Date) {
    if let Some(version) = versions.get_mut(version) {
        version.valid_to = Some(version.valid_to.map_or(day, |end| end.min(day)));
    }
}

fn provisions(document: &LawDocument) -> Vec<(String, UnitId)> {
    let named = document.units.iter().enumerate().filter(|(_, unit)| {
        !unit.quoted && unit.label.is_some() && (unit.kind.is_provision() || unit.kind == UnitKind::Annex)
    });
    named.map(|(place, _)| (path(&document.units, UnitId(place)), UnitId(place))).collect()
}

fn repeated(provisions: &[(String, UnitId)]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    provisions.iter().map(|(path, _)| path.as_str()).filter(|path| !seen.insert(*path)).collect()
}

impl Versions {
    /// The version of a provision that applied on a day.
    #[must_use]
    pub fn at(&self, path: &str, day: Date) -> Option<&ProvisionVersion> {
        let is_valid = |version: &&ProvisionVersion| {
            version.path == path && version.valid_from <= day && version.valid_to.is_none_or(|end| day < end)
        };
        self.versions.iter().find(is_valid)
    }
}
