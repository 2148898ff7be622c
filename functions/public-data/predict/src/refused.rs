//! Errors of accidents.

use serde_json::Value;
use sisuiq_accidents::{Fault, Language};
use sisuiq_http::{FieldError, Problem};
use sisuiq_model::Text;

use crate::accident::Sent;

/// The longest piece of a name that an error repeats, in characters.
const LONGEST_NAME: usize = 60;

/// Errors of an input, each with its field, in the reader's language.
pub(crate) struct Errors {
    language: Language,
    errors: Vec<FieldError>,
}

impl Errors {
    pub(crate) const fn new(language: Language) -> Self {
        Self { language, errors: Vec::new() }
    }

    /// Reads a part of the input. Adds its errors, with `prefix` before the names of their fields.
    pub(crate) fn read<T>(
        &mut self,
        prefix: &str,
        sent: &Sent,
        parse: impl FnOnce(&Value) -> Result<T, Vec<Fault>>,
    ) -> Option<T> {
        for name in &sent.repeated {
            self.add(prefix, &shortened(name), repeated(name).get(self.language).to_owned());
        }
        parse(&sent.value).map_err(|faults| self.extend(prefix, &faults)).ok()
    }

    /// Adds faults, with `prefix` before the names of their fields.
    pub(crate) fn extend(&mut self, prefix: &str, faults: &[Fault]) {
        for fault in faults {
            self.add(prefix, &fault.field, fault.message(self.language));
        }
    }

    /// An error that names each field that is wrong.
    pub(crate) fn problem(self) -> Problem {
        Problem::bad_request("some values are invalid").in_korean("일부 값이 올바르지 않습니다").errors(self.errors)
    }

    /// The values, if there was no error.
    pub(crate) fn check<T>(self, values: Option<T>) -> Result<T, Problem> {
        match values {
            Some(values) if self.errors.is_empty() => Ok(values),
            _ => Err(self.problem()),
        }
    }

    fn add(&mut self, prefix: &str, field: &str, message: String) {
        let name = match (prefix, field) {
            ("", field) => field.to_owned(),
            (prefix, "") => prefix.to_owned(),
            (prefix, field) => format!("{prefix}.{field}"),
        };
        self.errors.push(FieldError::new(name, message));
    }
}

/// The error of a member that occurs more than once.
pub(crate) fn repeated(name: &str) -> Text {
    let name = shortened(name);
    Text::new(
        format!("‘{name}’ 항목이 두 번 이상 있습니다. 하나만 보내 주세요."),
        format!("The field \"{name}\" occurs more than once. Send it only once."),
    )
}

fn shortened(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}
