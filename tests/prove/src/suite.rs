use super::Dose;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use sisuiq_config::Environment;
use std::fmt;

/// One promise, and how it is put to the test.
#[derive(Clone, Copy)]
pub struct Suite {
    /// The name of its module.
    pub name: &'static str,
    /// What is promised, with its figures.
    pub promise: &'static str,
    /// How many cases take at most ten seconds.
    pub quick: u64,
    /// How many cases the promise is published with.
    pub full: u64,
    /// Runs the cases of a dose.
    pub run: fn(Dose) -> BoxFuture<'static, Outcome>,
}

impl fmt::Debug for Suite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// A suite that is run only where a variable says what it needs.
#[derive(Clone, Copy, Debug)]
pub struct Optional {
    /// The suite.
    pub suite: Suite,
    /// The variable.
    pub needs: &'static str,
}

impl Optional {
    /// Whether it can be run here.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        Environment::from_process().read(|reader| reader.named::<String>(self.needs)).is_ok()
    }
}

/// What came of a dose.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many cases ran.
    pub cases: u64,
    /// Those that broke the promise.
    pub failures: Vec<Failure>,
    /// How close the others came to breaking it.
    pub worst: Worst,
}

/// A case that broke the promise.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Failure {
    /// Its number, by which it can be run alone.
    pub case: u64,
    /// The seed it was drawn from.
    pub seed: u64,
    /// What was promised and what happened.
    pub detail: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "case {} of seed {}: {}", self.case, self.seed, self.detail)
    }
}

/// The worst that was measured: a short sentence with a figure, such as "slowest reply 143 ms".
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Worst(pub String);
