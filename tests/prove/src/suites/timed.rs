//! Suites whose worst case is the slowest answer.

use crate::{Dose, Outcome, Worst};
use rand_chacha::ChaCha8Rng;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// Time of the slowest answer of a case, and its description.
pub(super) type Timed = (Duration, String);

/// Runs all cases of a dose in a setting that they share.
pub(super) async fn run_timed<Setting: Clone + Send, Case>(
    dose: Dose,
    at_once: usize,
    setting: Setting,
    case: fn(Setting, u64, ChaCha8Rng) -> Case,
) -> Outcome
where
    Case: Future<Output = Result<Timed, String>> + Send + 'static,
{
    let slowest = Slowest::default();
    let noted = slowest.clone();
    let failures = dose.run(at_once, move |number, chance| {
        let (running, noted) = (case(setting.clone(), number, chance), noted.clone());
        async move { running.await.map(|timed| noted.note(timed)) }
    });
    let failures = failures.await;
    dose.outcome(failures, slowest.worst())
}

/// The longest time so far; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Slowest {
    known: Arc<Mutex<Timed>>,
}

impl Slowest {
    pub(super) fn note(&self, timed: Timed) {
        let mut known = self.known.lock().unwrap();
        if timed.0 > known.0 {
            *known = timed;
        }
    }

    pub(super) fn worst(&self) -> Worst {
        let (time, what) = self.known.lock().unwrap().clone();
        Worst(format!("slowest answer {} ms ({what})", time.as_millis()))
    }
}
