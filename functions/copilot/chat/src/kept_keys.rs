//! Which keys' public halves this process knows to be kept.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
};

/// Names of keys. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptKeys(Arc<RwLock<HashSet<String>>>);

impl KeptKeys {
    pub(crate) fn contains(&self, kid: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(kid)
    }

    pub(crate) fn insert(&self, kid: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(kid.to_owned());
    }
}
