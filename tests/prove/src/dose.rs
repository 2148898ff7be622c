use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// How many cases to run, and the seed they are drawn from; clones share how many are done.
#[derive(Clone, Debug)]
pub struct Dose {
    /// How many cases.
    pub cases: u64,
    /// What they are drawn from.
    pub seed: u64,
    /// The number of the first case; not 0 when one case is run again alone.
    pub first: u64,
    done: Arc<AtomicU64>,
}

impl Dose {
    /// So many cases from the first on.
    #[must_use]
    pub fn new(cases: u64, seed: u64) -> Self {
        Self { cases, seed, first: 0, done: Arc::default() }
    }

    /// One case of a seed, as it was in its dose.
    #[must_use]
    pub fn single(case: u64, seed: u64) -> Self {
        Self { first: case, ..Self::new(1, seed) }
    }

    /// The numbers of the cases.
    #[must_use]
    pub fn numbers(&self) -> Range<u64> {
        self.first..self.first + self.cases
    }

    /// The chance of one case: the same whichever cases run beside it.
    #[must_use]
    pub fn chance(&self, case: u64) -> ChaCha8Rng {
        let mut chance = ChaCha8Rng::seed_from_u64(self.seed);
        chance.set_stream(case);
        chance
    }

    /// Says that another case is done.
    pub fn advance(&self) {
        self.done.fetch_add(1, Relaxed);
    }

    /// How many cases are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done.load(Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn a_case_alone_has_the_chance_it_had_among_others() {
        let drawn = |dose: &Dose| dose.numbers().map(|case| dose.chance(case).random::<u64>()).collect::<Vec<_>>();
        let all = drawn(&Dose::new(5, 7));
        assert_eq!(drawn(&Dose::single(3, 7)), [all[3]]);
        assert_ne!(all[2], all[3]);
        assert_ne!(drawn(&Dose::new(5, 8)), all);
    }
}
