//! The different texts of a column with few of them.

use crate::cell::span;

/// The most different texts that are kept.
const MOST: usize = 12;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 24;

/// Different texts, as long as they are few and short: those of a column of units are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    kept: Vec<String>,
    are_too_many: bool,
}

impl Texts {
    pub(super) fn look(&mut self, text: &str) {
        if self.are_too_many || self.kept.iter().any(|kept| kept == text) {
            return;
        }
        self.are_too_many = text.len() > LONGEST || self.kept.len() == MOST;
        if self.are_too_many {
            self.kept = Vec::new();
        } else {
            self.kept.push(text.to_owned());
        }
    }

    /// The texts; none if there are too many.
    pub(crate) fn all(&self) -> &[String] {
        &self.kept
    }

    /// Returns whether all texts are units of time.
    pub(crate) fn are_units_of_time(&self) -> bool {
        !self.kept.is_empty() && self.kept.iter().all(|text| span::unit(text).is_some())
    }

    /// Returns whether some text is a unit of time.
    pub(crate) fn has_unit_of_time(&self) -> bool {
        self.kept.iter().any(|text| span::unit(text).is_some())
    }
}
