//! Secrets that the product generates, which therefore contain no canary.

use std::sync::{Arc, Mutex};

/// Generated secrets with the numbers of their cases. Clones share the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Entrusted {
    case: u64,
    known: Arc<Mutex<Vec<(u64, String)>>>,
}

impl Entrusted {
    pub(super) fn of_case(&self, case: u64) -> Self {
        Self { case, ..self.clone() }
    }

    /// Adds a secret of this case.
    pub(super) fn note(&self, secret: &str) {
        assert!(secret.len() >= 8, "{secret} may be in the log by chance");
        self.known.lock().unwrap().push((self.case, secret.to_owned()));
    }

    /// Finds the secrets that a text contains.
    pub(super) fn found_in(&self, text: &str) -> Vec<(u64, String)> {
        let known = self.known.lock().unwrap();
        let found = known.iter().filter(|(_, secret)| text.contains(secret.as_str()));
        found.map(|(case, secret)| (*case, format!("told: {secret}"))).collect()
    }
}
