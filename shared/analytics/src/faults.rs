//! Faults of rows that exclude them from figures.

use std::collections::BTreeMap;

/// A fault that excludes a row.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Fault {
    NoDuration,
    NegativeDuration,
    EndsBeforeStart,
    NoCustomers,
    NegativeCustomers,
    Undated,
}

/// The number of rows with each fault, and the first of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(BTreeMap<Fault, (u64, u64)>);

impl Fault {
    const fn tell(self) -> &'static str {
        match self {
            Self::NoDuration => "has no readable duration and is excluded from the indices",
            Self::NegativeDuration => "has a negative duration and is excluded from the indices",
            Self::EndsBeforeStart => "ends before it begins and is excluded from the indices",
            Self::NoCustomers => "has no readable number of customers and is excluded from the indices",
            Self::NegativeCustomers => "has a negative number of customers and is excluded from the indices",
            Self::Undated => "has no readable date and is excluded from months and days",
        }
    }
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault, line: u64) {
        let (count, _) = self.0.entry(fault).or_insert((0, line));
        *count += 1;
    }

    /// A sentence for each fault that `counts` selects.
    pub(crate) fn told(&self, counts: impl Fn(Fault) -> bool) -> Vec<String> {
        let counted = self.0.iter().filter(|(fault, _)| counts(**fault));
        let sentence = |(fault, (count, line)): (&Fault, &(u64, u64))| match count {
            1 => format!("Row {line} {}.", fault.tell()),
            count => format!("Row {line} {}; the same holds for {} other rows.", fault.tell(), count - 1),
        };
        counted.map(sentence).collect()
    }
}
