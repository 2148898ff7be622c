use std::collections::HashSet;

use crate::entity::Entity;
use crate::key::EntityKey;

/// The loss of entries from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shrinkage {
    /// The number of entries of the earlier version.
    pub before: usize,
    /// The number of entries of the later version.
    pub after: usize,
    /// Entries of the earlier version that the later one lacks. New entries do not hide them.
    pub missing: usize,
}

impl Shrinkage {
    /// True if the number of entries dropped by more than a share, in percent of the earlier version.
    #[must_use]
    pub fn drops_by_more_than(&self, percent: u8) -> bool {
        exceeds(self.before.saturating_sub(self.after), self.before, percent)
    }

    /// True if more than a share of the earlier entries is missing, in percent.
    #[must_use]
    pub fn misses_more_than(&self, percent: u8) -> bool {
        exceeds(self.missing, self.before, percent)
    }
}

fn exceeds(lost: usize, before: usize, percent: u8) -> bool {
    lost.saturating_mul(100) > before.saturating_mul(usize::from(percent))
}

/// Compares the sizes of two versions of a list. The caller decides what a drop means: a publisher may delist many at once.
#[must_use]
pub fn shrinkage(before: &[Entity], after: &[Entity]) -> Shrinkage {
    let remaining: HashSet<&EntityKey> = after.iter().map(|entity| &entity.key).collect();
    let missing = before.iter().filter(|entity| !remaining.contains(&entity.key)).count();
    Shrinkage { before: before.len(), after: after.len(), missing }
}
