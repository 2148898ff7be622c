//! Sources in the form shown to people.

use sisuiq_model::Passage;
use std::collections::HashSet;

/// `[UETCL - Corporate plan p.12]`. A document without a known publisher is called by its name alone.
pub(super) fn name(passage: &Passage) -> String {
    format!("[{} p.{}]", passage.source_name(), passage.page)
}

/// The distinct names, in the order of their first mention.
pub(super) fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}
