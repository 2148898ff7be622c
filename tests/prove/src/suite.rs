use super::Dose;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use sisuiq_config::Environment;
use std::fmt;

/// A promise of the product and its test.
#[derive(Clone, Copy)]
pub struct Suite {
    /// Name of the suite's module.
    pub name: &'static str,
    /// The promise, with its figures.
    pub promise: &'static str,
    /// Number of cases in a quick run, which takes at most ten seconds.
    pub quick: u64,
    /// Number of cases in a full run, whose results are published.
    pub full: u64,
    /// Runs the cases of a dose.
    pub run: fn(Dose) -> BoxFuture<'static, Outcome>,
}

impl fmt::Debug for Suite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// A suite that runs only if an environment variable is set.
#[derive(Clone, Copy, Debug)]
pub struct Optional {
    /// The suite.
    pub suite: Suite,
    /// Name of the environment variable.
    pub needs: &'static str,
}

impl Optional {
    /// Returns true if the environment variable is set.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        Environment::from_process().read(|reader| reader.named::<String>(self.needs)).is_ok()
    }
}

/// Result of a dose.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Number of completed cases.
    pub cases: u64,
    /// Cases that broke the promise.
    pub failures: Vec<Failure>,
    /// The worst measurement of the other cases.
    pub worst: Worst,
}

/// A case that broke the promise.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Failure {
    /// Number of the case, for running it alone.
    pub case: u64,
    /// Seed that generated the case.
    pub seed: u64,
    /// Description of the expected and the actual behaviour.
    pub detail: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "case {} of seed {}: {}", self.case, self.seed, self.detail)
    }
}

/// The worst measurement as a short sentence with a figure, such as "slowest reply 143 ms".
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Worst(pub String);
