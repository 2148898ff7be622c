use serde::{Deserialize, Serialize};

use crate::doubt::{Doubt, DoubtKind};
use crate::span::Span;
use crate::unit::UnitId;

/// The most doubts whose places are stored; all are counted.
const MOST_DOUBTS: usize = 1_000;

/// What was read, and what was not understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Characters of the text that are not white space.
    pub characters: usize,
    /// Those in units other than [`crate::UnitKind::Other`] and [`crate::UnitKind::Furniture`].
    pub recognised: usize,
    /// Those in units of kind [`crate::UnitKind::Other`].
    pub other: usize,
    /// Those in running headers, footers and page marks.
    pub furniture: usize,
    /// How often each kind of doubt arose.
    pub counts: Vec<(DoubtKind, usize)>,
    /// The first 1,000 doubts with their places.
    pub doubts: Vec<Doubt>,
}

impl Report {
    /// Share of the text without furniture that is in recognised units, from 0 to 1; 1 for an empty text.
    #[must_use]
    pub fn recognised_share(&self) -> f64 {
        let all = self.characters.saturating_sub(self.furniture);
        if all == 0 { 1.0 } else { ratio(self.recognised, all) }
    }

    /// How often a kind of doubt arose.
    #[must_use]
    pub fn count(&self, kind: DoubtKind) -> usize {
        self.counts.iter().find(|(other, _)| *other == kind).map_or(0, |(_, count)| *count)
    }

    pub(crate) fn doubt(&mut self, kind: DoubtKind, unit: UnitId, span: Span) {
        match self.counts.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((kind, 1)),
        }
        if self.doubts.len() < MOST_DOUBTS {
            self.doubts.push(Doubt { kind, unit, span });
        }
    }
}

/// A share of two counts, exact below 2^52.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
    number(part) / number(whole.max(1))
}
