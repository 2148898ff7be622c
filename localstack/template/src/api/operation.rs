use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, de};
use serde_json::Value as Json;

use crate::TemplateError;

/// A method of a path, written `GET /api/documents/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    /// The method in upper case.
    pub method: String,
    /// The path, with `{name}` for a variable segment.
    pub path: String,
}

/// The operations of an `OpenAPI` description.
///
/// # Errors
/// The text is not JSON with an object `paths`.
pub fn described(openapi: &str) -> Result<Vec<Operation>, TemplateError> {
    let invalid = |reason: String| TemplateError::invalid("openapi.json", reason);
    let description: Json = serde_json::from_str(openapi).map_err(|error| invalid(error.to_string()))?;
    let paths =
        description.get("paths").and_then(Json::as_object).ok_or_else(|| invalid("it has no paths".to_owned()))?;
    let mut operations = Vec::new();
    for (path, item) in paths {
        let methods = item.as_object().into_iter().flat_map(|item| item.keys());
        operations.extend(methods.map(|method| Operation { method: method.to_uppercase(), path: path.clone() }));
    }
    operations.sort();
    Ok(operations)
}

impl FromStr for Operation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(' ') {
            Some((method, path)) if path.starts_with('/') => {
                Ok(Self { method: method.to_owned(), path: path.to_owned() })
            }
            _ => Err(format!("{text:?} is no operation such as GET /api/documents")),
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

impl<'de> Deserialize<'de> for Operation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
