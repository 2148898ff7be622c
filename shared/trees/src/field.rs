//! Lines `key=value` of a model.

use std::str::FromStr;

use crate::error::{ModelError, excerpt};

/// One line: a key of the format and its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    /// The number of the line, from 1.
    pub(crate) line: usize,
    pub(crate) key: &'static str,
    pub(crate) value: &'a str,
}

impl<'a> Field<'a> {
    /// Parses the only value.
    pub(crate) fn number<T: FromStr>(&self, expected: &'static str) -> Result<T, ModelError> {
        self.value.parse().map_err(|_| self.bad(self.value, expected))
    }

    /// Parses a list that has to have `count` values. Memory follows the text, not the count that the model announces.
    pub(crate) fn numbers<T: FromStr>(&self, count: usize, expected: &'static str) -> Result<Vec<T>, ModelError> {
        let mut numbers = Vec::new();
        for word in self.words() {
            if numbers.len() == count {
                return Err(self.wrong_count(count.saturating_add(1), count));
            }
            numbers.push(word.parse().map_err(|_| self.bad(word, expected))?);
        }
        if numbers.len() == count { Ok(numbers) } else { Err(self.wrong_count(numbers.len(), count)) }
    }

    /// Parses a list of finite numbers.
    pub(crate) fn reals(&self, count: usize) -> Result<Vec<f64>, ModelError> {
        self.numbers_that(count, "a finite number", f64::is_finite)
    }

    /// Parses a list of thresholds. The infinite one divides numbers from missing values.
    pub(crate) fn thresholds(&self, count: usize) -> Result<Vec<f64>, ModelError> {
        self.numbers_that(count, "a threshold", |number| !number.is_nan())
    }

    fn numbers_that(
        &self,
        count: usize,
        expected: &'static str,
        is_valid: impl Fn(f64) -> bool,
    ) -> Result<Vec<f64>, ModelError> {
        let numbers: Vec<f64> = self.numbers(count, expected)?;
        match numbers.iter().find(|number| !is_valid(**number)) {
            Some(number) => Err(self.bad(&number.to_string(), expected)),
            None => Ok(numbers),
        }
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.value.split_ascii_whitespace()
    }

    pub(crate) fn bad(&self, found: &str, expected: &'static str) -> ModelError {
        ModelError::BadValue { line: self.line, key: self.key, found: excerpt(found), expected }
    }

    fn wrong_count(&self, found: usize, expected: usize) -> ModelError {
        ModelError::WrongCount { line: self.line, key: self.key, found, expected }
    }
}

/// The lines of a header or of a tree.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    first_line: usize,
    fields: Vec<Field<'a>>,
}

impl<'a> Fields<'a> {
    pub(crate) const fn new(first_line: usize) -> Self {
        Self { first_line, fields: Vec::new() }
    }

    /// Adds a line. `known` are the keys of the section; the format writes one of them without a value.
    pub(crate) fn add(&mut self, number: usize, line: &'a str, known: &[&'static str]) -> Result<(), ModelError> {
        let (key, value) = match line.split_once('=') {
            Some(parts) => parts,
            None if known.contains(&line) => (line, ""),
            None => return Err(ModelError::NotAField { line: number, found: excerpt(line) }),
        };
        let Some(key) = known.iter().copied().find(|name| *name == key) else {
            return Err(ModelError::UnknownKey { line: number, key: excerpt(key) });
        };
        if self.optional(key).is_some() {
            return Err(ModelError::RepeatedKey { line: number, key });
        }
        self.fields.push(Field { line: number, key, value });
        Ok(())
    }

    pub(crate) fn optional(&self, key: &str) -> Option<Field<'a>> {
        self.fields.iter().find(|field| field.key == key).copied()
    }

    pub(crate) fn get(&self, key: &'static str) -> Result<Field<'a>, ModelError> {
        self.optional(key).ok_or(ModelError::MissingKey { line: self.first_line, key })
    }
}
