//! Secrets held in memory.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, PoisonError, RwLock};

use secrecy::SecretString;
use serde_json::Value;

use crate::SecretError;

/// Secrets held in memory, standing in for Secrets Manager; clones share them, so a test can rotate one in use.
#[derive(Clone, Default)]
pub struct SecretValues {
    values: Arc<RwLock<HashMap<String, SecretString>>>,
    pending: Arc<RwLock<HashMap<String, SecretString>>>,
    is_away: Arc<AtomicBool>,
    reads: Arc<AtomicUsize>,
}

impl SecretValues {
    /// Sets or replaces the secret `id`.
    pub fn put(&self, id: impl Into<String>, value: &Value) {
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        values.insert(id.into(), SecretString::from(value.to_string()));
    }

    /// Sets or replaces the pending version of the secret `id`.
    pub fn put_pending(&self, id: impl Into<String>, value: &Value) {
        let mut values = self.pending.write().unwrap_or_else(PoisonError::into_inner);
        values.insert(id.into(), SecretString::from(value.to_string()));
    }

    /// Makes the store unreachable from now on, or reachable again.
    pub fn set_away(&self, is_away: bool) {
        self.is_away.store(is_away, SeqCst);
    }

    /// The number of reads, failed ones included.
    #[must_use]
    pub fn reads(&self) -> usize {
        self.reads.load(SeqCst)
    }

    pub(crate) async fn fetch(&self, id: &str) -> Result<SecretString, SecretError> {
        self.find(&self.values, id).await
    }

    pub(crate) async fn fetch_pending(&self, id: &str) -> Result<SecretString, SecretError> {
        self.find(&self.pending, id).await
    }

    async fn find(&self, among: &RwLock<HashMap<String, SecretString>>, id: &str) -> Result<SecretString, SecretError> {
        self.reads.fetch_add(1, SeqCst);
        // other tasks run meanwhile, as during a call of the real store
        tokio::task::yield_now().await;
        if self.is_away.load(SeqCst) {
            return Err(SecretError::Unavailable { id: id.to_owned(), source: "the store is away".into() });
        }
        let found = among.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        found.ok_or_else(|| SecretError::Missing { id: id.to_owned() })
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
