//! Secrets held in memory.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use secrecy::SecretString;
use serde_json::Value;

/// Secrets held in memory, standing in for Secrets Manager; clones share them, so a test can rotate one in use.
#[derive(Clone, Default)]
pub struct SecretValues {
    values: Arc<RwLock<HashMap<String, SecretString>>>,
}

impl SecretValues {
    /// Sets or replaces the secret `id`.
    pub fn put(&self, id: impl Into<String>, value: &Value) {
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        values.insert(id.into(), SecretString::from(value.to_string()));
    }

    pub(crate) fn find(&self, id: &str) -> Option<SecretString> {
        self.values.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
}

impl<Id: Into<String>> FromIterator<(Id, Value)> for SecretValues {
    fn from_iter<Pairs: IntoIterator<Item = (Id, Value)>>(pairs: Pairs) -> Self {
        let secrets = Self::default();
        for (id, value) in pairs {
            secrets.put(id, &value);
        }
        secrets
    }
}

impl From<HashMap<String, Value>> for SecretValues {
    fn from(pairs: HashMap<String, Value>) -> Self {
        pairs.into_iter().collect()
    }
}

/// Shows names only.
impl fmt::Debug for SecretValues {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values.read().unwrap_or_else(PoisonError::into_inner);
        formatter.debug_set().entries(values.keys()).finish()
    }
}
