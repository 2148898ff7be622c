//! Every route of the product, as it describes itself.

use serde_json::{Value, json};

/// Open to everybody; all others demand a token.
pub const PUBLIC: [(&str, &str); 5] = [
    ("POST", "/api/auth/login"),
    ("POST", "/api/auth/logout"),
    ("GET", "/api/health"),
    ("GET", "/api/health/live"),
    ("GET", "/api/health/ready"),
];

const ID: &str = "0190b5a0-0000-7000-8000-000000000000";

/// One method of one path.
#[derive(Clone, Debug)]
pub struct Route {
    /// In upper case.
    pub method: String,
    /// With `{parameters}`.
    pub path: String,
    /// What `openapi.json` says of it.
    pub operation: Value,
}

/// All of them, in the order of the description.
#[must_use]
pub fn described() -> Vec<Route> {
    let description = serde_json::to_value(server::openapi()).unwrap_or_default();
    let paths = description.get("paths").and_then(Value::as_object).cloned().unwrap_or_default();
    let of_path = |(path, operations): (String, Value)| {
        let operations = operations.as_object().cloned().unwrap_or_default();
        operations.into_iter().map(move |(method, operation)| Route {
            method: method.to_uppercase(),
            path: path.clone(),
            operation,
        })
    };
    paths.into_iter().flat_map(of_path).collect()
}

impl Route {
    /// Whether the description demands a token.
    #[must_use]
    pub fn demands_token(&self) -> bool {
        self.operation.pointer("/security").and_then(Value::as_array).is_some_and(|ways| !ways.contains(&json!({})))
    }

    /// Whether it is meant to be open to everybody.
    #[must_use]
    pub fn is_public(&self) -> bool {
        PUBLIC.contains(&(self.method.as_str(), self.path.as_str()))
    }

    /// Whether it reads a JSON body.
    #[must_use]
    pub fn takes_json(&self) -> bool {
        self.operation.pointer("/requestBody/content/application~1json").is_some()
    }

    /// Its path with something in place of each parameter that nobody has.
    #[must_use]
    pub fn address(&self) -> String {
        let fill = |part: &str| match part {
            "{page}" => "1".to_owned(),
            part if part.starts_with('{') => ID.to_owned(),
            part => part.to_owned(),
        };
        self.path.split('/').map(fill).collect::<Vec<_>>().join("/")
    }

    /// The file in the tests' folder that has its stories.
    #[must_use]
    pub fn test_file(&self) -> String {
        let mut parts = self.path.trim_start_matches("/api/").split('/');
        let function = parts.next().unwrap_or_default();
        let last = parts.rfind(|part| !part.starts_with('{')).map(|part| part.trim_end_matches('s').to_owned());
        let operation = match (function, self.method.as_str(), last.as_deref()) {
            ("health", _, None) => "live".to_owned(),
            ("chat", "POST", None) => "ask".to_owned(),
            ("chat", _, Some("session")) => "sessions".to_owned(),
            (_, "POST", None) => "create".to_owned(),
            (_, "DELETE", None) => "delete".to_owned(),
            (_, _, None) if self.path.ends_with('}') => "read".to_owned(),
            (_, _, None) => "list".to_owned(),
            (_, _, Some(part)) => part.to_owned(),
        };
        format!("api/{function}/{operation}.rs")
    }
}
