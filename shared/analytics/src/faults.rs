//! What is wrong with rows, so that they are left out of figures.

use std::collections::BTreeMap;

/// What keeps a row from being counted.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Fault {
    NoDuration,
    NegativeDuration,
    EndsBeforeStart,
    NoCustomers,
    NegativeCustomers,
    Undated,
}

/// How many rows have each fault, and the first of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(BTreeMap<Fault, (u64, u64)>);

impl Fault {
    const fn tell(self) -> &'static str {
        match self {
            Self::NoDuration => "has no duration that can be read and is not in the indices",
            Self::NegativeDuration => "has a negative duration and is not in the indices",
            Self::EndsBeforeStart => "ends before it begins and is not in the indices",
            Self::NoCustomers => "has no number of customers that can be read and is not in the indices",
            Self::NegativeCustomers => "has a negative number of customers and is not in the indices",
            Self::Undated => "has no date that can be read and is in no month and on no day",
        }
    }
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault, line: u64) {
        let (count, _) = self.0.entry(fault).or_insert((0, line));
        *count += 1;
    }

    /// A sentence a fault, of those that count.
    pub(crate) fn told(&self, counts: impl Fn(Fault) -> bool) -> Vec<String> {
        let counted = self.0.iter().filter(|(fault, _)| counts(**fault));
        let sentence = |(fault, (count, line)): (&Fault, &(u64, u64))| match count {
            1 => format!("Row {line} {}.", fault.tell()),
            count => format!("Row {line} {}; the same holds for {} other rows.", fault.tell(), count - 1),
        };
        counted.map(sentence).collect()
    }
}
