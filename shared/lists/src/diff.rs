use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::canonical::{canonical, members};
use crate::digest::Digest;
use crate::entity::{Entity, Part};
use crate::key::{EntityKey, ListId};

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The content of the entity changed.
    Content,
    /// The publisher wrote the same content in another form.
    Republished,
}

/// The change of one field. Of lists only the elements are given that one side lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ListFieldChange)]
pub struct FieldChange {
    /// The name of the field.
    #[schema(example = "programmes")]
    pub field: String,
    /// The JSON values that only the earlier version has; empty if the field only gained some.
    #[schema(example = json!(["CUBA"]))]
    pub from: Vec<Value>,
    /// The JSON values that only the later version has; empty if the field only lost some.
    #[schema(example = json!(["SDGT", "IFSR"]))]
    pub to: Vec<Value>,
}

/// An entity that both versions contain, with different records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The entity, by the key that it has in both versions.
    pub key: EntityKey,
    /// The kind of the change: of the content, or of the form alone.
    pub kind: ChangeKind,
    /// The changed fields in the order of their names; empty if the entity was only republished.
    pub fields: Vec<FieldChange>,
}

/// Differences between the records of one part of the source, by the publisher's ids of these records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PartCount {
    /// Records that only the later version has.
    pub added: usize,
    /// Records of both versions whose text differs, or which belong to another entity.
    pub changed: usize,
    /// Records that only the earlier version has.
    pub removed: usize,
}

/// The differences between two versions of a list. All keys are in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Entities that only the later version has, which were listed since.
    pub added: Vec<EntityKey>,
    /// Entities of both versions whose records differ, republished ones included.
    pub changed: Vec<Change>,
    /// Entities that only the earlier version has, which were delisted since.
    pub removed: Vec<EntityKey>,
    /// The number of entities whose records are the same in both versions.
    pub unchanged: usize,
    /// Differences of rows, for each part of the source: `Entry` counts the rows of `sdn.csv` alone.
    pub parts: BTreeMap<Part, PartCount>,
}

impl Diff {
    /// The number of entities whose content changed.
    #[must_use]
    pub fn content_changes(&self) -> usize {
        self.changed.iter().filter(|change| change.kind == ChangeKind::Content).count()
    }

    /// True if both versions are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Compares two versions of a list by the keys of their entities.
///
/// An entity is unchanged if its records are, apart from whitespace and their order.
#[must_use]
pub fn diff(before: &[Entity], after: &[Entity]) -> Diff {
    let earlier: BTreeMap<&EntityKey, &Entity> = before.iter().map(|entity| (&entity.key, entity)).collect();
    let later: BTreeMap<&EntityKey, &Entity> = after.iter().map(|entity| (&entity.key, entity)).collect();
    let mut result = Diff { parts: parts(before, after), ..Diff::default() };
    for (key, entity) in &earlier {
        match later.get(key) {
            None => result.removed.push((*key).clone()),
            Some(new) => match change(entity, new) {
                None => result.unchanged += 1,
                Some(change) => result.changed.push(change),
            },
        }
    }
    result.added = later.keys().filter(|key| !earlier.contains_key(*key)).map(|key| (*key).clone()).collect();
    result
}

fn change(before: &Entity, after: &Entity) -> Option<Change> {
    let records = |entity: &Entity| -> BTreeSet<(Part, String, Digest)> {
        entity.records.iter().map(|record| (record.part, record.id.clone(), record.digest)).collect()
    };
    if records(before) == records(after) {
        return None;
    }
    let fields = field_changes(before, after);
    let kind = if fields.is_empty() { ChangeKind::Republished } else { ChangeKind::Content };
    Some(Change { key: after.key.clone(), kind, fields })
}

/// The fields whose content differs, in the order of their names.
#[must_use]
pub fn field_changes(before: &Entity, after: &Entity) -> Vec<FieldChange> {
    let (old, new) = (members(before), members(after));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let (from, to) = only_in_one(old.get(name), new.get(name), after.key.list);
            (!from.is_empty() || !to.is_empty()).then(|| FieldChange { field: name.clone(), from, to })
        })
        .collect()
}

/// The elements that only one of two values contains, as often as it does.
fn only_in_one(old: Option<&Value>, new: Option<&Value>, list: ListId) -> (Vec<Value>, Vec<Value>) {
    let (old, new) = (elements(old), elements(new));
    let mut counts: HashMap<String, isize> = HashMap::new();
    for value in &new {
        *counts.entry(canonical(value, list)).or_default() += 1;
    }
    let mut from = Vec::new();
    for value in old {
        let count = counts.entry(canonical(value, list)).or_default();
        if *count > 0 {
            *count -= 1;
        } else {
            from.push(value.clone());
        }
    }
    let mut to = Vec::new();
    for value in new {
        let count = counts.entry(canonical(value, list)).or_default();
        if *count > 0 {
            *count -= 1;
            to.push(value.clone());
        }
    }
    (from, to)
}

fn elements(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(elements)) => elements.iter().collect(),
        Some(value) => vec![value],
    }
}

type Records<'a> = HashMap<(Part, &'a str), (&'a EntityKey, Digest)>;

fn records(entities: &[Entity]) -> Records<'_> {
    let all = entities.iter().flat_map(|entity| entity.records.iter().map(move |record| (&entity.key, record)));
    all.map(|(key, record)| ((record.part, record.id.as_str()), (key, record.digest))).collect()
}

fn parts(before: &[Entity], after: &[Entity]) -> BTreeMap<Part, PartCount> {
    let (old, new) = (records(before), records(after));
    let mut counts: BTreeMap<Part, PartCount> = BTreeMap::new();
    for (identity, record) in &old {
        let count = counts.entry(identity.0).or_default();
        match new.get(identity) {
            None => count.removed += 1,
            Some(other) if other != record => count.changed += 1,
            Some(_) => {}
        }
    }
    for identity in new.keys().filter(|identity| !old.contains_key(*identity)) {
        counts.entry(identity.0).or_default().added += 1;
    }
    counts
}
