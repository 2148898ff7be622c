//! Typed reads that collect what is wrong instead of stopping at the first fault.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use crate::environment::NotUtf8;
use crate::{ConfigError, Environment};

/// Reads variables inside [`Environment::read`] and remembers every fault.
#[derive(Debug)]
pub struct Reader<'environment> {
    environment: &'environment Environment,
    problems: Vec<String>,
}

impl<'environment> Reader<'environment> {
    pub(crate) fn new(environment: &'environment Environment) -> Self {
        Self { environment, problems: Vec::new() }
    }

    /// The variable's value. When it is missing or invalid the default value stands in, and [`Environment::read`] fails.
    pub fn required<T>(&mut self, name: &str) -> T
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

    /// The variable's value, or `default` when it is unset or blank.
    pub fn or<T>(&mut self, name: &str, default: T) -> T
    where
        T: FromStr<Err: Display>,
    {
        match self.parsed(name) {
            Parsed::Value(value) => value,
            Parsed::Unset | Parsed::Invalid => default,
        }
    }

    /// Like [`Reader::or`], for values that only make sense inside `range`.
    pub fn within<T>(&mut self, name: &str, default: T, range: RangeInclusive<T>) -> T
    where
        T: FromStr<Err: Display> + PartialOrd + Display,
    {
        let value = self.or(name, default);
        if !range.contains(&value) {
            self.problem(name, &format!("must lie between {} and {}", range.start(), range.end()));
        }
        value
    }

    /// A time in whole milliseconds, or `default` when the variable is unset or blank; at most ten minutes.
    pub fn milliseconds(&mut self, name: &str, default: Duration) -> Duration {
        let default = u64::try_from(default.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(self.within(name, default, 0..=600_000))
    }

    /// The variable's value, or `None` when it is unset or blank.
    pub fn optional<T>(&mut self, name: &str) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        match self.parsed(name) {
            Parsed::Value(value) => Some(value),
            Parsed::Unset | Parsed::Invalid => None,
        }
    }

    /// Records a fault the type of a single variable cannot express, such as two settings that exclude each other.
    pub fn problem(&mut self, name: &str, fault: &str) {
        self.problems.push(format!("{name} {fault}"));
    }

    pub(crate) fn finish(self) -> Result<(), ConfigError> {
        if self.problems.is_empty() { Ok(()) } else { Err(ConfigError::new(self.problems)) }
    }

    /// Parses one variable; what is invalid is recorded here.
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
    use crate::Stage;

    #[derive(Debug)]
    struct Settings {
        stage: Stage,
        url: String,
        pool: usize,
        origin: Option<String>,
    }

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        Environment::from_pairs(pairs.iter().copied()).read(|reader| Settings {
            stage: reader.required("SISUIQ_STAGE"),
            url: reader.required("QDRANT_URL"),
            pool: reader.within("DATABASE_POOL_SIZE", 2, 1..=20),
            origin: reader.optional("SISUIQ_BASE_URL"),
        })
    }

    #[test]
    fn every_fault_is_told_in_one_message() {
        let error = read(&[("SISUIQ_STAGE", "moon"), ("DATABASE_POOL_SIZE", "many")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "configuration: SISUIQ_STAGE is invalid: expected dev, staging or prod; QDRANT_URL is missing; \
             DATABASE_POOL_SIZE is invalid: invalid digit found in string"
        );
    }

    #[test]
    fn a_blank_value_counts_as_missing() {
        let error = read(&[("SISUIQ_STAGE", "dev"), ("QDRANT_URL", "  ")]).unwrap_err();
        assert_eq!(error.to_string(), "configuration: QDRANT_URL is missing");
    }

    #[test]
    fn a_value_out_of_range_is_refused() {
        let error = read(&[("SISUIQ_STAGE", "dev"), ("QDRANT_URL", "u"), ("DATABASE_POOL_SIZE", "0")]).unwrap_err();
        assert_eq!(error.to_string(), "configuration: DATABASE_POOL_SIZE must lie between 1 and 20");
    }

    #[test]
    fn an_invalid_value_is_not_repeated_in_the_message_or_in_debug_output() {
        let environment = Environment::from_pairs([("PORT", "hunter2")]);
        let error = environment.read(|reader| reader.required::<u16>("PORT")).unwrap_err();
        assert!(!format!("{error} {error:?} {environment:?}").contains("hunter2"));
    }

    #[test]
    fn good_values_are_parsed_and_defaults_fill_the_rest() {
        let settings = read(&[("SISUIQ_STAGE", "prod"), ("QDRANT_URL", " http://localhost ")]).unwrap();
        assert_eq!((settings.stage, settings.pool, settings.origin), (Stage::Prod, 2, None));
        assert_eq!(settings.url, "http://localhost");
    }

    #[test]
    fn a_time_is_told_in_milliseconds_and_none_is_endless() {
        let read = |text: &str| {
            Environment::from_pairs([("WAIT", text)]).read(|reader| reader.milliseconds("WAIT", Duration::from_secs(2)))
        };
        assert_eq!(read("").unwrap(), Duration::from_secs(2));
        assert_eq!(read("250").unwrap(), Duration::from_millis(250));
        assert!(read("600001").is_err() && read("-1").is_err());
    }
}
