//! A snapshot of the process environment.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::settings::SISUIQ_STAGE;
use crate::{ConfigError, Reader, Stage};

/// Environment variables as they stood when read; clones share the snapshot and the record of requested names.
#[derive(Clone)]
pub struct Environment {
    variables: Arc<BTreeMap<String, OsString>>,
    asked: Arc<Mutex<BTreeSet<String>>>,
    /// Collected faults; while this is set, reading does not fail.
    gathered: Option<Arc<Mutex<Vec<String>>>>,
}

impl Environment {
    /// The variables of this process.
    #[must_use]
    pub fn from_process() -> Self {
        let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        Self::of(named.collect())
    }

    /// The given variables and nothing of this process.
    pub fn from_pairs<Name: Into<String>, Value: Into<String>>(pairs: impl IntoIterator<Item = (Name, Value)>) -> Self {
        Self::of(pairs.into_iter().map(|(name, value)| (name.into(), OsString::from(value.into()))).collect())
    }

    fn of(variables: BTreeMap<String, OsString>) -> Self {
        Self { variables: Arc::new(variables), asked: Arc::default(), gathered: None }
    }

    /// The same, with `value` where `name` is unset or blank: a program's own default.
    #[must_use]
    pub fn with_default(self, name: &str, value: &str) -> Self {
        if matches!(self.text(name), Ok(None)) {
            let mut variables = Arc::unwrap_or_clone(self.variables);
            variables.insert(name.to_owned(), value.into());
            return Self { variables: Arc::new(variables), ..self };
        }
        self
    }

    /// Builds a whole program with `make`, or returns one error that lists all faults in its settings.
    ///
    /// If settings are missing or invalid, `make` gets stand-ins for them and its result is dropped. It must therefore
    /// have no side effects.
    pub async fn gather<T, E>(&self, make: impl AsyncFnOnce(&Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<ConfigError> + fmt::Display,
    {
        let gathered = Arc::<Mutex<Vec<String>>>::default();
        let program = make(&Self { gathered: Some(Arc::clone(&gathered)), ..self.clone() }).await;
        let mut problems = std::mem::take(&mut *gathered.lock().unwrap_or_else(PoisonError::into_inner));
        if problems.is_empty() {
            return program;
        }
        problems.extend(program.err().map(|error| error.to_string().replacen(ConfigError::PREFIX, "", 1)));
        Err(ConfigError::new(once_each(problems)).into())
    }

    /// Builds settings with `build`, which requests every variable from the [`Reader`].
    ///
    /// Returns the settings only if no variable is missing or invalid. Otherwise the error names all of these
    /// variables. Call [`Reader`] methods unconditionally, so that one run finds all faults. Inside
    /// [`Environment::gather`], it returns the settings in any case, so that faults of other parts are found too.
    ///
    /// ```
    /// use sisuiq_config::{Environment, settings};
    ///
    /// let pairs = [("DATABASE_WAIT_MILLISECONDS", "soon"), ("QDRANT_CALL_MILLISECONDS", "-1")];
    /// let error = Environment::from_pairs(pairs)
    ///     .read(|reader| {
    ///         let wait = reader.milliseconds(&settings::DATABASE_WAIT_MILLISECONDS);
    ///         (wait, reader.milliseconds(&settings::QDRANT_CALL_MILLISECONDS))
    ///     })
    ///     .unwrap_err();
    /// assert_eq!(error.problems().len(), 2);
    /// ```
    pub fn read<Settings>(&self, build: impl FnOnce(&mut Reader<'_>) -> Settings) -> Result<Settings, ConfigError> {
        let mut reader = Reader::new(self);
        let settings = build(&mut reader);
        let problems = reader.finish();
        match &self.gathered {
            _ if problems.is_empty() => Ok(settings),
            Some(gathered) => {
                gathered.lock().unwrap_or_else(PoisonError::into_inner).extend(problems);
                Ok(settings)
            }
            None => Err(ConfigError::new(problems)),
        }
    }

    /// The stage this process runs in; the strictest when `SISUIQ_STAGE` is unset or invalid.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let text = self.text(SISUIQ_STAGE.name).ok().flatten();
        text.and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    /// The names of all variables that were asked for so far, of this snapshot and of all its clones.
    #[must_use]
    pub fn asked(&self) -> BTreeSet<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The value of a variable that is named in an operator's file, such as the providers file; `None` when it is unset, blank
    /// or not UTF-8.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Option<String> {
        self.text(name).ok().flatten().map(str::to_owned)
    }

    /// The trimmed value; `None` when it is unset or blank, an error when it is not UTF-8.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, NotUtf8> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        let Some(value) = self.variables.get(name) else { return Ok(None) };
        let text = value.to_str().ok_or(NotUtf8)?.trim();
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

/// Removes repeated faults: each part that reads a shared setting reports it.
fn once_each(problems: Vec<String>) -> Vec<String> {
    let mut told = BTreeSet::new();
    problems.into_iter().filter(|problem| told.insert(problem.clone())).collect()
}

#[derive(Debug)]
pub(crate) struct NotUtf8;

/// Shows names only: values may be secret.
impl fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.variables.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{ACCESS_TOKEN_MINUTES, DATABASE_SECRET, DATABASE_TLS};

    async fn program(environment: &Environment) -> Result<(String, i64), ConfigError> {
        environment
            .gather(async |environment| {
                let secret: String = environment.read(|reader| reader.get(&DATABASE_SECRET))?;
                let minutes = environment.read(|reader| reader.get(&ACCESS_TOKEN_MINUTES))?;
                environment.read(|reader| reader.get::<String>(&DATABASE_SECRET))?;
                environment.read(|reader| reader.get::<String>(&DATABASE_TLS))?;
                Ok((secret, minutes))
            })
            .await
    }

    #[tokio::test]
    async fn gather_reports_each_fault_once() {
        let environment = Environment::from_pairs([("ACCESS_TOKEN_MINUTES", "61"), ("DATABASE_TLS", "disable")]);
        assert_eq!(
            program(&environment).await.unwrap_err().to_string(),
            "configuration: DATABASE_SECRET is missing; ACCESS_TOKEN_MINUTES must be between 1 and 60; \
             DATABASE_TLS must not be disable outside dev"
        );
        assert!(environment.read(|reader| reader.get::<String>(&DATABASE_SECRET)).is_err(), "nothing is gathered here");
    }

    #[tokio::test]
    async fn what_was_asked_is_known() {
        let environment = Environment::from_pairs([("DATABASE_SECRET", "name")]);
        assert_eq!(program(&environment).await.unwrap(), ("name".to_owned(), 15));
        let asked: Vec<String> = environment.asked().into_iter().collect();
        assert_eq!(asked, ["ACCESS_TOKEN_MINUTES", "DATABASE_SECRET", "DATABASE_TLS", "SISUIQ_STAGE"]);
    }
}
