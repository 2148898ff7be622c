//! Typed reads that collect all faults instead of stopping at the first one.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use crate::environment::NotUtf8;
use crate::settings::{Absent, Variable};
use crate::{ConfigError, Environment, Stage};

/// Reads variables inside [`Environment::read`] and remembers every fault.
#[derive(Debug)]
pub struct Reader<'environment> {
    environment: &'environment Environment,
    stage: Stage,
    problems: Vec<String>,
}

impl<'environment> Reader<'environment> {
    pub(crate) fn new(environment: &'environment Environment) -> Self {
        Self { environment, stage: environment.stage(), problems: Vec::new() }
    }

    /// The stage; the strictest one if it is not set.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The setting's value, or its default. When it is missing or invalid a stand-in is returned, and
    /// [`Environment::read`] fails.
    pub fn get<T>(&mut self, variable: &Variable) -> T
    where
        T: FromStr<Err: Display> + Default,
    {
        let Variable { name, absent, .. } = *variable;
        match self.value(variable) {
            Parsed::Value(value) => value,
            Parsed::Invalid => T::default(),
            Parsed::Unset => {
                let Absent::Default(text) = absent else {
                    self.problem(name, "is missing");
                    return T::default();
                };
                T::from_str(text).unwrap_or_else(|error| {
                    self.problem(name, &format!("has an invalid default: {error}"));
                    T::default()
                })
            }
        }
    }

    /// The setting's value, or `None` when it is unset or blank.
    pub fn optional<T>(&mut self, variable: &Variable) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        match self.value(variable) {
            Parsed::Value(value) => Some(value),
            Parsed::Unset | Parsed::Invalid => None,
        }
    }

    /// A time in whole milliseconds.
    pub fn milliseconds(&mut self, variable: &Variable) -> Duration {
        Duration::from_millis(self.get(variable))
    }

    /// The value of a required variable of a tool or a test, which is no setting of the product.
    pub fn named<T>(&mut self, name: &str) -> T
    where
        T: FromStr<Err: Display> + Default,
    {
        match self.parsed(name) {
            Parsed::Value(value) => value,
            Parsed::Invalid => T::default(),
            Parsed::Unset => {
                self.problem(name, "is missing");
                T::default()
            }
        }
    }

    /// Records a fault the type of a single variable cannot express, such as two settings that exclude each other.
    pub fn problem(&mut self, name: &str, fault: &str) {
        self.problems.push(format!("{name} {fault}"));
    }

    /// Records that a setting has the right form and still cannot be used, with the reason's whole chain.
    pub fn unusable(&mut self, name: &str, reason: &dyn Error) {
        self.problems.extend(ConfigError::unusable(name, reason).problems().iter().cloned());
    }

    pub(crate) fn finish(self) -> Vec<String> {
        self.problems
    }

    /// Parses a setting and checks it against its declaration and the rule of the stage.
    fn value<T>(&mut self, variable: &Variable) -> Parsed<T>
    where
        T: FromStr<Err: Display>,
    {
        let environment = self.environment;
        let text = environment.text(variable.name).unwrap_or_default();
        let mut fault = text.and_then(|text| variable.fault(text));
        if fault.is_none() && !self.stage.is_dev() {
            fault = variable.outside_dev.and_then(|rule| rule(text)).map(str::to_owned);
        }
        match fault {
            Some(fault) => {
                self.problem(variable.name, &fault);
                Parsed::Invalid
            }
            None => self.parsed(variable.name),
        }
    }

    /// Parses one variable and records its fault.
    fn parsed<T>(&mut self, name: &str) -> Parsed<T>
    where
        T: FromStr<Err: Display>,
    {
        let fault = match self.environment.text(name).map(|text| text.map(T::from_str)) {
            Ok(None) => return Parsed::Unset,
            Ok(Some(Ok(value))) => return Parsed::Value(value),
            Ok(Some(Err(error))) => format!("is invalid: {error}"),
            Err(NotUtf8) => "is not valid UTF-8".to_owned(),
        };
        self.problem(name, &fault);
        Parsed::Invalid
    }
}

enum Parsed<T> {
    Unset,
    Invalid,
    Value(T),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{
        ALL, DATABASE_POOL_SIZE, DATABASE_TLS, DATABASE_WAIT_MILLISECONDS, QDRANT_URL, SISUIQ_BASE_URL, SISUIQ_STAGE,
    };

    #[derive(Debug)]
    struct Settings {
        stage: Stage,
        url: String,
        pool: usize,
        origin: Option<String>,
    }

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        Environment::from_pairs(pairs.iter().copied()).read(|reader| Settings {
            stage: reader.get(&SISUIQ_STAGE),
            url: reader.get(&QDRANT_URL),
            pool: reader.get(&DATABASE_POOL_SIZE),
            origin: reader.optional(&SISUIQ_BASE_URL),
        })
    }

    #[test]
    fn one_message_names_every_fault() {
        let error = read(&[("SISUIQ_STAGE", "moon"), ("DATABASE_POOL_SIZE", "many")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "configuration: SISUIQ_STAGE is invalid: expected dev, staging or prod; QDRANT_URL is missing; \
             DATABASE_POOL_SIZE is invalid: invalid digit found in string; \
             SISUIQ_BASE_URL is missing: it is required outside dev"
        );
    }

    #[test]
    fn a_blank_value_counts_as_missing() {
        let error = read(&[("SISUIQ_STAGE", "dev"), ("QDRANT_URL", "  ")]).unwrap_err();
        assert_eq!(error.to_string(), "configuration: QDRANT_URL is missing");
    }

    #[test]
    fn value_out_of_range_is_refused() {
        let error = read(&[("SISUIQ_STAGE", "dev"), ("QDRANT_URL", "u"), ("DATABASE_POOL_SIZE", "0")]).unwrap_err();
        assert_eq!(error.to_string(), "configuration: DATABASE_POOL_SIZE must be between 1 and 100");
    }

    #[test]
    fn errors_contain_no_values() {
        let environment = Environment::from_pairs([("DATABASE_POOL_SIZE", "hunter2"), ("DATABASE_TLS", "hunter2")]);
        let read =
            |reader: &mut Reader<'_>| (reader.get::<usize>(&DATABASE_POOL_SIZE), reader.get::<String>(&DATABASE_TLS));
        let error = environment.read(read).unwrap_err();
        assert_eq!(error.problems().len(), 2, "{error}");
        assert!(!format!("{error} {error:?} {environment:?}").contains("hunter2"));
    }

    #[test]
    fn values_are_parsed_or_defaulted() {
        let pairs =
            [("SISUIQ_STAGE", "prod"), ("QDRANT_URL", " http://localhost "), ("SISUIQ_BASE_URL", "https://a.b")];
        let settings = read(&pairs).unwrap();
        assert_eq!((settings.stage, settings.pool, settings.origin.as_deref()), (Stage::Prod, 2, Some("https://a.b")));
        assert_eq!(settings.url, "http://localhost");
    }

    #[test]
    fn durations_are_bounded_milliseconds() {
        let read = |text: &str| {
            Environment::from_pairs([("DATABASE_WAIT_MILLISECONDS", text)])
                .read(|reader| reader.milliseconds(&DATABASE_WAIT_MILLISECONDS))
        };
        assert_eq!(read("").unwrap(), Duration::from_secs(2));
        assert_eq!(read("250").unwrap(), Duration::from_millis(250));
        assert!(read("600001").is_err() && read("-1").is_err());
    }

    #[test]
    fn insecure_values_need_stage_dev() {
        let insecure = |name: &str| match name {
            "DATABASE_TLS" => "disable",
            "SISUIQ_BASE_URL" => "http://copilot.example",
            "AWS_ENDPOINT_URL" => "http://127.0.0.1:4566",
            _ => "none",
        };
        let refused: Vec<_> = ALL.iter().filter(|variable| variable.outside_dev.is_some()).collect();
        assert_eq!(refused.len(), 16);
        for variable in refused {
            let fails = |stage: Option<&str>| {
                let stage = stage.map(|stage| ("SISUIQ_STAGE", stage));
                let pairs = [(variable.name, insecure(variable.name))].into_iter().chain(stage);
                Environment::from_pairs(pairs).read(|reader| reader.optional::<String>(variable)).is_err()
            };
            let told = [Some("dev"), Some("staging"), Some("prod"), None].map(fails);
            assert_eq!(told, [false, true, true, true], "{}", variable.name);
        }
    }

    #[test]
    fn every_default_satisfies_its_declaration() {
        for variable in ALL {
            if let Absent::Default(text) = variable.absent {
                assert_eq!(variable.fault(text), None, "{}", variable.name);
                let fault = variable.outside_dev.and_then(|rule| rule(Some(text)));
                assert_eq!(fault, None, "{}", variable.name);
            }
        }
    }
}
