//! A snapshot of the process environment.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;

use crate::{ConfigError, Reader, Stage};

/// Environment variables as they stood when read; clones share the snapshot.
#[derive(Clone)]
pub struct Environment {
    variables: Arc<BTreeMap<String, OsString>>,
}

impl Environment {
    /// The variables of this process.
    #[must_use]
    pub fn from_process() -> Self {
        let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        Self { variables: Arc::new(named.collect()) }
    }

    /// The given variables and nothing of this process.
    pub fn from_pairs<Name: Into<String>, Value: Into<String>>(pairs: impl IntoIterator<Item = (Name, Value)>) -> Self {
        let variables = pairs.into_iter().map(|(name, value)| (name.into(), OsString::from(value.into())));
        Self { variables: Arc::new(variables.collect()) }
    }

    /// The same, with `value` where `name` is unset or blank: what a program prefers to the usual default.
    #[must_use]
    pub fn with_default(self, name: &str, value: &str) -> Self {
        if matches!(self.text(name), Ok(None)) {
            let mut variables = Arc::unwrap_or_clone(self.variables);
            variables.insert(name.to_owned(), value.into());
            return Self { variables: Arc::new(variables) };
        }
        self
    }

    /// Builds settings with `build`, which asks the [`Reader`] for every variable it needs.
    ///
    /// What `build` returns is handed out only if nothing was missing or invalid; otherwise the error names every
    /// variable at fault. Call [`Reader`] methods unconditionally so that one run finds all of them.
    pub fn read<Settings>(&self, build: impl FnOnce(&mut Reader<'_>) -> Settings) -> Result<Settings, ConfigError> {
        let mut reader = Reader::new(self);
        let settings = build(&mut reader);
        reader.finish().map(|()| settings)
    }

    /// The stage this process runs in, from `SISUIQ_STAGE`.
    pub fn stage(&self) -> Result<Stage, ConfigError> {
        self.read(|reader| reader.required("SISUIQ_STAGE"))
    }

    /// The value as it was set; `None` when it is unset or blank, an error when it is not UTF-8.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, NotUtf8> {
        let Some(value) = self.variables.get(name) else { return Ok(None) };
        let text = value.to_str().ok_or(NotUtf8)?.trim();
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

pub(crate) struct NotUtf8;

/// Shows names only: values may be secret.
impl fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.variables.keys()).finish()
    }
}
