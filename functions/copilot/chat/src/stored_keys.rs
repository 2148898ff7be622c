//! The signing keys whose public halves are known to be stored.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
};

/// Names of signing keys that are stored. Clones share the set.
#[derive(Clone, Debug, Default)]
pub(crate) struct StoredKeys(Arc<RwLock<HashSet<String>>>);

impl StoredKeys {
    pub(crate) fn contains(&self, kid: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(kid)
    }

    pub(crate) fn insert(&self, kid: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(kid.to_owned());
    }
}
