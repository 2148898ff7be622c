use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// Number of cases to run and the seed that generates them. Clones share the progress counter.
#[derive(Clone, Debug)]
pub struct Dose {
    /// Number of cases.
    pub cases: u64,
    /// Seed of the random generators.
    pub seed: u64,
    /// Number of the first case; not 0 when a single case is repeated.
    pub first: u64,
    done: Arc<AtomicU64>,
}

impl Dose {
    /// Creates a dose of this many cases, from case 0 on.
    #[must_use]
    pub fn new(cases: u64, seed: u64) -> Self {
        Self { cases, seed, first: 0, done: Arc::default() }
    }

    /// Creates a dose of one case, with the same random numbers as in a larger dose.
    #[must_use]
    pub fn single(case: u64, seed: u64) -> Self {
        Self { first: case, ..Self::new(1, seed) }
    }

    /// Numbers of the cases.
    #[must_use]
    pub fn numbers(&self) -> Range<u64> {
        self.first..self.first + self.cases
    }

    /// The random generator of one case. It does not depend on the other cases of the dose.
    #[must_use]
    pub fn chance(&self, case: u64) -> ChaCha8Rng {
        let mut chance = ChaCha8Rng::seed_from_u64(self.seed);
        chance.set_stream(case);
        chance
    }

    /// Counts one more case as completed.
    pub fn advance(&self) {
        self.done.fetch_add(1, Relaxed);
    }

    /// Number of completed cases.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done.load(Relaxed)
    }
}
