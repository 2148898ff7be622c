//! Counts of names.

use std::collections::HashMap;

/// The maximum number of different names; a column with more is not a category.
const MOST: usize = 2_000;
/// The maximum length of a shown name, in Unicode scalar values.
const LONGEST: usize = 200;

/// Counts of names, as long as there are not too many different ones.
#[derive(Clone, Debug)]
pub(crate) struct Names(Option<HashMap<String, u64>>);

impl Default for Names {
    fn default() -> Self {
        Self(Some(HashMap::new()))
    }
}

impl Names {
    pub(crate) fn add(&mut self, name: &str) {
        let Some(counts) = &mut self.0 else { return };
        let name = shortened(name, LONGEST);
        *counts.entry(name).or_default() += 1;
        if counts.len() > MOST {
            self.0 = None;
        }
    }

    /// The names, the most frequent first, those of equal frequency by name; nothing when there are too many of them.
    pub(crate) fn by_frequency(&self) -> Option<Vec<(&str, u64)>> {
        let mut names: Vec<(&str, u64)> =
            self.0.as_ref()?.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        names.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
        Some(names)
    }
}

/// The first `most` characters of a text.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
