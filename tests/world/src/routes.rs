//! Every route of the product, as it describes itself.

use serde::Serialize;
use serde_json::{Value, json};
use sisuiq_model::Permission;
use std::fs;

/// The folder of all systems' tests.
const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Open to everybody; all others demand a token.
pub const PUBLIC: [(&str, &str); 26] = [
    ("GET", "/api/v1/auth/csrf-token"),
    ("GET", "/.well-known/jwks.json"),
    ("GET", "/api/provenance/keys"),
    ("GET", "/api/v1/chat/modes"),
    ("POST", "/api/auth/login"),
    ("POST", "/api/auth/logout"),
    ("POST", "/api/auth/refresh"),
    ("POST", "/api/v1/auth/login"),
    ("POST", "/api/v1/auth/password/forgot"),
    ("POST", "/api/v1/auth/password/reset"),
    ("POST", "/api/v1/auth/verify-email"),
    ("POST", "/api/v1/auth/refresh"),
    ("POST", "/api/v1/auth/register"),
    ("POST", "/api/v1/auth/validate"),
    ("POST", "/api/v1/ops/auth/login"),
    ("POST", "/api/v1/ops/auth/refresh"),
    ("GET", "/health"),
    ("GET", "/api/health"),
    ("GET", "/api/health/live"),
    ("GET", "/api/health/ready"),
    ("GET", "/api/version"),
    ("GET", "/api/v1/health"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/docs"),
    ("GET", "/api/docs/{file}"),
    ("GET", "/api/redoc"),
];

/// Who may call what demands a token, by the beginning of its path; the first that fits counts.
const AUDIENCES: [(&str, Audience); 17] = [
    ("/api/admin/", Audience::Admin),
    ("/api/ingest/data", Audience::User),
    ("/api/ingest/", Audience::Admin),
    ("/api/auth/register", Audience::Admin),
    ("/api/auth/", Audience::Person),
    ("/api/v1/auth/", Audience::Person),
    ("/api/v1/users/me/avatar", Audience::Person),
    ("/api/v1/users/me", Audience::Customer),
    ("/api/documents", Audience::User),
    ("/api/v1/documents", Audience::User),
    ("/api/chat", Audience::User),
    ("/api/v1/chat", Audience::User),
    ("/api/v1/sessions", Audience::User),
    ("/api/citations/", Audience::User),
    ("/api/health/detailed", Audience::Admin),
    ("/api/v1/health/", Audience::Admin),
    ("/metrics", Audience::Admin),
];

/// The same of staff, route by route, with the permission that is needed.
const STAFF: [(&str, &str, Option<Permission>); 15] = [
    ("POST", "/api/v1/ops/auth/logout", None),
    ("GET", "/api/v1/ops/auth/me", None),
    ("POST", "/api/v1/ops/auth/register", Some(Permission::StaffCreate)),
    ("GET", "/api/v1/ops/users", Some(Permission::StaffView)),
    ("POST", "/api/v1/ops/users", Some(Permission::StaffCreate)),
    ("GET", "/api/v1/ops/users/{id}", Some(Permission::StaffView)),
    ("PUT", "/api/v1/ops/users/{id}", Some(Permission::StaffEdit)),
    ("DELETE", "/api/v1/ops/users/{id}", Some(Permission::StaffDelete)),
    ("PUT", "/api/v1/ops/users/{id}/role", Some(Permission::StaffEdit)),
    ("POST", "/api/v1/ops/users/{id}/approve", Some(Permission::StaffCreate)),
    ("GET", "/api/v1/ops/roles", None),
    ("POST", "/api/v1/ops/roles", Some(Permission::RolesManage)),
    ("PUT", "/api/v1/ops/roles/{id}", Some(Permission::RolesManage)),
    ("PUT", "/api/v1/ops/roles/{id}/permissions", Some(Permission::PermissionsManage)),
    ("GET", "/api/v1/ops/permissions", None),
];

/// Routes by which callers end what they are let in by.
const ENDING: [(&str, &str); 5] = [
    ("POST", "/api/auth/logout"),
    ("POST", "/api/v1/auth/logout"),
    ("POST", "/api/v1/ops/auth/logout"),
    ("DELETE", "/api/auth/sessions"),
    ("DELETE", "/api/v1/users/me"),
];

/// Who may call a route that demands a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Audience {
    /// Whoever is logged in.
    Person,
    /// Who may use the copilot, in person or by a key.
    User,
    /// An administrator.
    Admin,
    /// A customer.
    Customer,
    /// A member of staff, with this permission if one is named.
    Staff(Option<Permission>),
}

/// Members and roles of staff have numbers.
const NUMBER: &str = "999999";
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

/// All routes of an `OpenAPI` description, in its order.
#[must_use]
pub fn described(description: &impl Serialize) -> Vec<Route> {
    let description = serde_json::to_value(description).unwrap_or_default();
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
    /// Whether the description demands an access token.
    #[must_use]
    pub fn demands_token(&self) -> bool {
        let ways = self.operation.pointer("/security").and_then(Value::as_array);
        ways.is_some_and(|ways| !ways.contains(&json!({})) && ways.iter().any(|way| way.get("bearer").is_some()))
    }

    /// Whether it is meant to be open to everybody.
    #[must_use]
    pub fn is_public(&self) -> bool {
        PUBLIC.contains(&(self.method.as_str(), self.path.as_str()))
    }

    /// Who may call it; none when it is public or nobody has said.
    #[must_use]
    pub fn audience(&self) -> Option<Audience> {
        if self.is_public() {
            return None;
        }
        if self.path.starts_with("/api/v1/ops/") {
            let known = STAFF.iter().find(|(method, path, _)| (*method, *path) == (&self.method, &self.path));
            return known.map(|(_, _, permission)| Audience::Staff(*permission));
        }
        // by the form itself an administrator gives to everyone; by the promise of a place anybody to themselves
        if (self.method.as_str(), self.path.as_str()) == ("POST", "/api/ingest/data") {
            return Some(Audience::Admin);
        }
        AUDIENCES.iter().find(|(start, _)| self.path.starts_with(start)).map(|(_, audience)| *audience)
    }

    /// Whether callers end by it what they are let in by.
    #[must_use]
    pub fn ends_callers(&self) -> bool {
        ENDING.contains(&(self.method.as_str(), self.path.as_str()))
    }

    /// Its path with this in place of the parameter that names an object; none when there is no such parameter.
    #[must_use]
    pub fn address_of(&self, id: &str) -> Option<String> {
        let names_object = |part: &str| part.starts_with('{') && !["{page}", "{version}", "{role}"].contains(&part);
        let fill = |part: &str| match part {
            "{page}" | "{version}" => "1".to_owned(),
            "{role}" => "analyst".to_owned(),
            part if names_object(part) => id.to_owned(),
            part => part.to_owned(),
        };
        let parts = || self.path.split('/');
        parts().any(names_object).then(|| parts().map(fill).collect::<Vec<_>>().join("/"))
    }

    /// Whether it is open to everybody who has a secret of another kind than an access token.
    #[must_use]
    pub fn asks_for_a_secret(&self) -> bool {
        ["/login", "/refresh", "/validate"].iter().any(|end| self.path.ends_with(end))
    }

    /// Whether it reads a JSON body.
    #[must_use]
    pub fn takes_json(&self) -> bool {
        self.operation.pointer("/requestBody/content/application~1json").is_some()
    }

    /// Whether it reads a form.
    #[must_use]
    pub fn takes_form(&self) -> bool {
        self.operation.pointer("/requestBody/content/multipart~1form-data").is_some()
    }

    /// Its path with something in place of each parameter that nobody has.
    #[must_use]
    pub fn address(&self) -> String {
        let fill = |part: &str| match part {
            "{page}" | "{version}" => "1".to_owned(),
            "{role}" => "analyst".to_owned(),
            "{file}" => "start.js".to_owned(),
            part if part.starts_with('{') && self.path.starts_with("/api/v1/ops/") => NUMBER.to_owned(),
            part if part.starts_with('{') => ID.to_owned(),
            part => part.to_owned(),
        };
        self.path.split('/').map(fill).collect::<Vec<_>>().join("/")
    }

    /// The file with its tests, below the folder of a system's tests: named like the path without its parameters.
    #[must_use]
    pub fn test_file(&self) -> String {
        let name = |part: &str| {
            let words = part.split(|letter: char| !letter.is_ascii_alphanumeric());
            words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
        };
        let parts = self.path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
        format!("{}.rs", parts.map(name).collect::<Vec<_>>().join("/"))
    }

    /// Whether a system's tests have that file, with a test in it.
    #[must_use]
    pub fn has_tests(&self) -> bool {
        let systems = fs::read_dir(TESTS).into_iter().flatten().flatten();
        let mut texts = systems.filter_map(|system| fs::read_to_string(system.path().join(self.test_file())).ok());
        texts.any(|text| text.contains("#[tokio::test]"))
    }
}
