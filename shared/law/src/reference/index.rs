//! Units by their labels.

use std::collections::HashMap;

use crate::label::bare;
use crate::unit::{Unit, UnitId, UnitKind};

/// The units of a document, by kind and number, and below each other.
pub(crate) struct Index {
    provisions: HashMap<(UnitKind, String), UnitId>,
    children: HashMap<(UnitId, String), UnitId>,
    ordered: HashMap<UnitKind, Vec<UnitId>>,
    /// Provisions whose label occurred before.
    pub(crate) repeated: Vec<UnitId>,
}

impl Index {
    pub(crate) fn new(units: &[Unit]) -> Self {
        let mut index = Self {
            provisions: HashMap::new(),
            children: HashMap::new(),
            ordered: HashMap::new(),
            repeated: Vec::new(),
        };
        for (place, unit) in units.iter().enumerate() {
            let Some(label) = unit.label.as_ref().filter(|_| !unit.quoted) else { continue };
            let id = UnitId(place);
            if is_named(unit.kind) {
                let key = (unit.kind, number(&label.text));
                let is_new = !index.provisions.contains_key(&key);
                index.repeated.extend((!is_new && unit.kind.is_provision()).then_some(id));
                index.ordered.entry(unit.kind).or_default().push(id);
                index.provisions.entry(key).or_insert(id);
            } else {
                let key = (labelled_parent(units, unit), bare(&label.text).to_owned());
                index.children.entry(key).or_insert(id);
            }
        }
        index
    }

    pub(crate) fn provision(&self, kind: UnitKind, number: &str) -> Option<UnitId> {
        self.provisions.get(&(kind, number.to_owned())).copied()
    }

    /// The units of a kind that has names, in the order of the text.
    pub(crate) fn ordered(&self, kind: UnitKind) -> &[UnitId] {
        self.ordered.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The only annex of a document, which needs no number.
    pub(crate) fn only(&self, kind: UnitKind) -> Option<UnitId> {
        match self.ordered(kind) {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The unit below another with these labels, level by level.
    pub(crate) fn below(&self, unit: UnitId, labels: &[String]) -> Option<UnitId> {
        labels.iter().try_fold(unit, |unit, label| self.children.get(&(unit, label.clone())).copied())
    }
}

fn is_named(kind: UnitKind) -> bool {
    kind.is_provision() || (kind.is_container() && !matches!(kind, UnitKind::Document | UnitKind::Preamble))
}

/// The innermost unit around that has a label or is a container.
fn labelled_parent(units: &[Unit], unit: &Unit) -> UnitId {
    let mut parent = unit.parent;
    while let Some(id) = parent {
        match units.get(id.0) {
            Some(above) if above.label.is_none() && above.parent.is_some() && !above.kind.is_container() => {
                parent = above.parent;
            }
            _ => return id,
        }
    }
    UnitId(0)
}

/// The number of a container's label: "5a" of "Article 5a", "591.406" of "§ 591.406", "" of "ANNEX".
pub(crate) fn number(label: &str) -> String {
    let label = label.split(" to ").next().unwrap_or(label);
    let word = bare(label).rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_number = word.bytes().any(|byte| byte.is_ascii_digit()) || label.split_whitespace().count() > 1;
    if is_number { word.to_lowercase() } else { String::new() }
}
