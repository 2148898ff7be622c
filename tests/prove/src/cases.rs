use super::{Dose, Failure, Outcome, Worst};
use futures::{StreamExt, stream};
use rand_chacha::ChaCha8Rng;
use std::fmt::Display;
use tokio::task::JoinError;

impl Dose {
    /// Runs all cases in separate tasks, at most `at_once` at a time. Each case receives its number and its random
    /// generator. An error or a panic fails only its own case.
    pub async fn run<C, F, E>(&self, at_once: usize, case: C) -> Vec<Failure>
    where
        C: Fn(u64, ChaCha8Rng) -> F + Send,
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Display + Send + 'static,
    {
        let outcomes = stream::iter(self.numbers()).map(|number| {
            let running = tokio::spawn(case(number, self.chance(number)));
            async move {
                let outcome = running.await;
                self.advance();
                self.failure(number, outcome)
            }
        });
        outcomes.buffer_unordered(at_once.max(1)).filter_map(std::future::ready).collect().await
    }

    /// Creates the outcome of this dose, with the number of completed cases.
    #[must_use]
    pub fn outcome(&self, failures: Vec<Failure>, worst: Worst) -> Outcome {
        Outcome { cases: self.done(), failures, worst }
    }

    /// Creates a failure of this case.
    #[must_use]
    pub fn fails(&self, case: u64, detail: impl Into<String>) -> Failure {
        Failure { case, seed: self.seed, detail: detail.into() }
    }

    /// Creates the outcome of a suite that panicked and returned none.
    #[must_use]
    pub fn broken_off(&self, panic: JoinError) -> Outcome {
        self.outcome(vec![self.fails(self.first, panic_text(panic))], Worst("the suite broke off".to_owned()))
    }

    fn failure<E: Display>(&self, case: u64, outcome: Result<Result<(), E>, JoinError>) -> Option<Failure> {
        match outcome {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(self.fails(case, format!("{error:#}"))),
            Err(panic) => Some(self.fails(case, panic_text(panic))),
        }
    }
}

/// The panic message of a task.
fn panic_text(error: JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "it was broken off".to_owned() };
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("it panicked: {}", said.unwrap_or("without a word"))
}
