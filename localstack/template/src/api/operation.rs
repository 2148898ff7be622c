use std::fmt;

use serde_json::Value as Json;

use crate::TemplateError;

/// The member of an operation that names its throttle class.
const THROTTLE: &str = "x-throttle";

/// A method of a path, written `GET /api/documents/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    /// The method in upper case.
    pub method: String,
    /// The path, with `{name}` for a variable segment.
    pub path: String,
    /// The name of the throttle class, if the operation has one.
    pub throttle: Option<String>,
}

/// The operations of an `OpenAPI` description, in order.
///
/// # Errors
/// The text is not JSON with an object `paths`, or a throttle class is not a name.
pub fn described(openapi: &str) -> Result<Vec<Operation>, TemplateError> {
    let description: Json = serde_json::from_str(openapi).map_err(invalid)?;
    let paths = description.get("paths").and_then(Json::as_object).ok_or_else(|| invalid("it has no paths"))?;
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().into_iter().flatten() {
            operations.push(read(method, path, operation)?);
        }
    }
    operations.sort();
    Ok(operations)
}

fn read(method: &str, path: &str, operation: &Json) -> Result<Operation, TemplateError> {
    let mut read = Operation { method: method.to_uppercase(), path: path.to_owned(), throttle: None };
    if let Some(class) = operation.get(THROTTLE) {
        let class = class.as_str().ok_or_else(|| invalid(format!("{THROTTLE} of {read} is not a string")))?;
        read.throttle = Some(class.to_owned());
    }
    Ok(read)
}

fn invalid(reason: impl fmt::Display) -> TemplateError {
    TemplateError::invalid("openapi.json", reason)
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}
