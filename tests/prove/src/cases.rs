use super::{Dose, Failure, Outcome, Worst};
use futures::{StreamExt, stream};
use rand_chacha::ChaCha8Rng;
use std::fmt::Display;
use tokio::task::JoinError;

impl Dose {
    /// Runs all cases, so many at a time, each in a task of its own with its number and its chance. An error and a panic
    /// fail their own case only.
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

    /// What came of it: as many cases ran as are done.
    #[must_use]
    pub fn outcome(&self, failures: Vec<Failure>, worst: Worst) -> Outcome {
        Outcome { cases: self.done(), failures, worst }
    }

    /// The failure of this case.
    #[must_use]
    pub fn fails(&self, case: u64, detail: impl Into<String>) -> Failure {
        Failure { case, seed: self.seed, detail: detail.into() }
    }

    /// The outcome when the suite panicked before it could tell its own.
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

/// What a task that panicked said.
fn panic_text(error: JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "it was broken off".to_owned() };
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("it panicked: {}", said.unwrap_or("without a word"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_error_and_a_panic_fail_their_own_case_only() {
        let dose = Dose::new(10, 1);
        let mut failures = dose
            .run(4, |case, _| async move {
                assert!(case != 3, "three is too many");
                if case == 7 { Err("seven is odd") } else { Ok(()) }
            })
            .await;
        failures.sort_by_key(|failure| failure.case);
        let told: Vec<_> = failures.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["case 3 of seed 1: it panicked: three is too many", "case 7 of seed 1: seven is odd"]);
        assert_eq!(dose.done(), 10);
    }
}
