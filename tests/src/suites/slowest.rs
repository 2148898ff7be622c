//! The slowest answer of a suite.

use crate::prove::Worst;
use std::{
    fmt::Display,
    sync::{Arc, Mutex},
    time::Duration,
};

/// The longest time so far and what it was spent on; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Slowest {
    known: Arc<Mutex<(Duration, String)>>,
}

impl Slowest {
    pub(super) fn note(&self, time: Duration, what: impl Display) {
        let mut known = self.known.lock().unwrap();
        if time > known.0 {
            *known = (time, what.to_string());
        }
    }

    pub(super) fn tell(&self) -> Worst {
        let (time, what) = self.known.lock().unwrap().clone();
        Worst(format!("slowest answer {} ms ({what})", time.as_millis()))
    }
}
