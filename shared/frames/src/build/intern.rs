//! The different cells of a column.

use crate::number::{index, small};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use jiff::civil::DateTime;
use sisuiq_analytics::{Field, Forms};
use std::hash::BuildHasher;

/// The cells of a column: each different one once, and a code for each row. Code 0 is the missing one.
pub(super) struct Cells {
    pub(super) codes: Vec<u32>,
    entries: Vec<Entry>,
    text: String,
    table: HashTable<u32>,
    hasher: RandomState,
    last: u32,
}

/// A cell.
#[derive(Clone, Copy)]
enum Entry {
    Text(u32, u32),
    Number(f64),
    Moment(DateTime),
}

impl Cells {
    /// A column whose first rows are missing.
    pub(super) fn new(rows: usize) -> Self {
        Self {
            codes: vec![0; rows],
            entries: Vec::new(),
            text: String::new(),
            table: HashTable::new(),
            hasher: RandomState::default(),
            last: 0,
        }
    }

    /// Adds the cell of the next row; `false` if there are more different ones than codes or bytes for them.
    pub(super) fn add(&mut self, field: Field<'_>) -> bool {
        let code = match field {
            Field::Missing => Some(0),
            // many columns repeat the value of the row before
            field if self.last > 0 && self.field(self.last) == field => Some(self.last),
            field => self.code(field),
        };
        let Some(code) = code else { return false };
        self.last = code;
        self.codes.push(code);
        true
    }

    /// The cell of a code.
    pub(super) fn field(&self, code: u32) -> Field<'_> {
        let entry = code.checked_sub(1).and_then(|place| self.entries.get(index(place)));
        entry.map_or(Field::Missing, |entry| field(&self.text, *entry))
    }

    /// The number of different cells, the missing one included.
    pub(super) fn different(&self) -> usize {
        self.entries.len() + 1
    }

    /// The codes in use by rows; that of missing cells is not among them.
    pub(super) fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.different()];
        for code in &self.codes {
            if let Some(used) = used.get_mut(index(*code)).filter(|_| *code > 0) {
                *used = true;
            }
        }
        used
    }

    /// The evidence for the column's notation.
    pub(super) fn forms(&self) -> Forms {
        let mut forms = Forms::default();
        self.entries.iter().for_each(|entry| forms.look(field(&self.text, *entry)));
        forms
    }

    /// Ends adding cells: the memory that finds them is no longer needed.
    pub(super) fn close(&mut self) {
        self.table = HashTable::new();
    }

    fn code(&mut self, wanted: Field<'_>) -> Option<u32> {
        let hash = hash(&self.hasher, wanted);
        let (entries, text) = (&self.entries, &self.text);
        let at = |code: &u32| entries.get(index(*code - 1)).map(|entry| field(text, *entry));
        if let Some(code) = self.table.find(hash, |code| at(code) == Some(wanted)) {
            return Some(*code);
        }
        let entry = match wanted {
            Field::Missing => return Some(0),
            Field::Text(added) => {
                let start = u32::try_from(self.text.len()).ok()?;
                self.text.push_str(added);
                Entry::Text(start, u32::try_from(self.text.len()).ok()?)
            }
            Field::Number(number) => Entry::Number(number),
            Field::Moment(moment) => Entry::Moment(moment),
        };
        self.entries.push(entry);
        let code = small(self.entries.len());
        let (entries, text, hasher) = (&self.entries, &self.text, &self.hasher);
        let of_code =
            |code: &u32| entries.get(index(*code - 1)).map_or(0, |entry| self::hash(hasher, field(text, *entry)));
        self.table.insert_unique(hash, code, of_code);
        Some(code)
    }
}

fn field(text: &str, entry: Entry) -> Field<'_> {
    match entry {
        Entry::Text(start, end) => Field::Text(text.get(index(start)..index(end)).unwrap_or_default()),
        Entry::Number(number) => Field::Number(number),
        Entry::Moment(moment) => Field::Moment(moment),
    }
}

fn hash(hasher: &RandomState, field: Field<'_>) -> u64 {
    match field {
        Field::Missing => 0,
        Field::Text(text) => hasher.hash_one(text.as_bytes()),
        Field::Number(number) => hasher.hash_one(number.to_bits()),
        Field::Moment(moment) => hasher.hash_one(moment),
    }
}
