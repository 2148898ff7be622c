//! The number of things, and the first of them.

/// The maximum number of things that are kept.
const SHOWN: usize = 5;

/// The number of things, and the first of them.
#[derive(Clone, Debug)]
pub(crate) struct Sample<T> {
    pub(crate) count: u64,
    pub(crate) first: Vec<T>,
}

impl<T> Default for Sample<T> {
    fn default() -> Self {
        Self { count: 0, first: Vec::new() }
    }
}

impl<T> Sample<T> {
    pub(crate) fn add(&mut self, thing: T) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(thing);
        }
    }
}

impl<T: Clone> Sample<T> {
    /// Adds things that come after those of this sample.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        let free = SHOWN.saturating_sub(self.first.len());
        self.first.extend(other.first.iter().take(free).cloned());
    }
}

impl<T: ToString> Sample<T> {
    /// The first things, with commas between them.
    pub(crate) fn text(&self) -> String {
        self.first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}
