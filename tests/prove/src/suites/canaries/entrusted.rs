//! Secrets that the product itself makes up, so that they have no mark.

use std::sync::{Arc, Mutex};

/// What was handed out, and in which case; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Entrusted {
    case: u64,
    known: Arc<Mutex<Vec<(u64, String)>>>,
}

impl Entrusted {
    pub(super) fn of_case(&self, case: u64) -> Self {
        Self { case, ..self.clone() }
    }

    /// Remembers a secret.
    pub(super) fn note(&self, secret: &str) {
        assert!(secret.len() >= 8, "{secret} may be in the log by chance");
        self.known.lock().unwrap().push((self.case, secret.to_owned()));
    }

    /// Those that a text holds.
    pub(super) fn found_in(&self, text: &str) -> Vec<(u64, String)> {
        let known = self.known.lock().unwrap();
        let found = known.iter().filter(|(_, secret)| text.contains(secret.as_str()));
        found.map(|(case, secret)| (*case, format!("told: {secret}"))).collect()
    }
}
