//! The routes in the product's API description.

use serde::Serialize;
use serde_json::{Value, json};
use sisuiq_model::{Capability, Permission};
use std::fs;

/// The folder of all systems' tests.
const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Public routes. All others require an access token.
pub const PUBLIC: &[(&str, &str)] = &[
    ("GET", "/api/v1/auth/csrf-token"),
    ("GET", "/.well-known/jwks.json"),
    ("GET", "/api/provenance/keys"),
    ("GET", "/api/v1/chat/modes"),
    ("POST", "/api/auth/invitations"),
    ("POST", "/api/auth/invitations/accept"),
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
    ("GET", "/api/datasets/shared/{token}"),
    ("GET", "/api/datasets/shared/{token}/rows"),
    ("GET", "/api/datasets/shared/{token}/charts/{type}"),
    ("GET", "/api/datasets/shared/{token}/map"),
    ("GET", "/api/datasets/shared/{token}/districts"),
    ("POST", "/api/datasets/shared/{token}/message"),
    ("POST", "/api/v1/sources/{id}/webhook"),
    ("GET", "/api/redoc"),
];

/// The audience of routes that require a token, by path prefix. The first match applies.
const AUDIENCES: &[(&str, Audience)] = &[
    ("/api/admin/users", Audience::User(Capability::UsersManage)),
    ("/api/admin/access-requests", Audience::User(Capability::UsersManage)),
    ("/api/admin/groups", Audience::User(Capability::UsersManage)),
    ("/api/admin/sessions", Audience::User(Capability::ConversationsRead)),
    ("/api/admin/feedback", Audience::User(Capability::ConversationsRead)),
    ("/api/admin/documents", Audience::User(Capability::DocumentsManage)),
    ("/api/admin/jobs", Audience::User(Capability::DocumentsManage)),
    ("/api/admin/analytics", Audience::User(Capability::TablesManage)),
    ("/api/admin/audit", Audience::User(Capability::AuditRead)),
    ("/api/admin/spend", Audience::User(Capability::SpendRead)),
    ("/api/admin/evaluations", Audience::User(Capability::QualityRead)),
    ("/api/admin/", Audience::User(Capability::SystemManage)),
    ("/api/ingest/data", Audience::User(Capability::TablesRead)),
    ("/api/ingest/", Audience::User(Capability::DocumentsManage)),
    ("/api/auth/register", Audience::User(Capability::UsersManage)),
    ("/api/auth/", Audience::Person),
    ("/api/v1/auth/", Audience::Person),
    ("/api/v1/users/me/avatar", Audience::Person),
    ("/api/v1/users/me", Audience::Customer),
    ("/api/documents/{id}/shares", Audience::User(Capability::DocumentsWrite)),
    ("/api/groups", Audience::User(Capability::DocumentsWrite)),
    ("/api/documents", Audience::User(Capability::DocumentsRead)),
    ("/api/v1/documents", Audience::User(Capability::DocumentsRead)),
    ("/api/chat", Audience::User(Capability::QuestionsAsk)),
    ("/api/v1/chat", Audience::User(Capability::QuestionsAsk)),
    ("/api/v1/sessions", Audience::User(Capability::QuestionsAsk)),
    ("/api/citations/", Audience::User(Capability::QuestionsAsk)),
    ("/api/datasets/{id}/share", Audience::User(Capability::TablesWrite)),
    ("/api/datasets", Audience::User(Capability::TablesRead)),
    ("/api/tools", Audience::User(Capability::TablesRead)),
    ("/api/analysis/", Audience::User(Capability::TablesRead)),
    ("/api/predict/", Audience::User(Capability::PredictionsUse)),
    ("/api/v1/sources", Audience::User(Capability::SourcesRead)),
    ("/api/v1/knowledge/screen/batch", Audience::User(Capability::ScreeningsRead)),
    ("/api/v1/knowledge/screen/erasures", Audience::User(Capability::ScreeningDecide)),
    ("/api/v1/knowledge/screen", Audience::User(Capability::ScreeningUse)),
    ("/api/v1/knowledge/alerts/{id}/", Audience::User(Capability::ScreeningDecide)),
    ("/api/v1/knowledge/alerts", Audience::User(Capability::AlertsRead)),
    ("/api/v1/knowledge/entities", Audience::User(Capability::ListsRead)),
    ("/api/v1/knowledge/", Audience::User(Capability::DocumentsRead)),
    ("/api/health/detailed", Audience::User(Capability::SystemManage)),
    ("/api/v1/health/", Audience::User(Capability::SystemManage)),
    ("/metrics", Audience::User(Capability::SystemManage)),
];

/// The routes of staff with the required permission.
pub const STAFF: &[(&str, &str, Option<Permission>)] = &[
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

/// Conversations that those with `documents.read` see, and those who may ask change.
const CHATS: &[&str] = &["/api/v1/knowledge/chats", "/api/v1/knowledge/folders", "/api/v1/knowledge/feedback"];

/// Routes that compute something from their input and change nothing.
const COMPUTING: &[(&str, &str)] = &[("POST", "/api/tools/{name}"), ("POST", "/api/analysis/proximity")];

/// Routes that end the caller's own session or account.
const ENDING: &[(&str, &str)] = &[
    ("POST", "/api/auth/logout"),
    ("POST", "/api/v1/auth/logout"),
    ("POST", "/api/v1/ops/auth/logout"),
    ("DELETE", "/api/auth/sessions"),
    ("DELETE", "/api/v1/users/me"),
];

/// The callers who may use a route that requires a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Audience {
    /// Every authenticated person.
    Person,
    /// A user with this capability, with a session or an API key.
    User(Capability),
    /// A customer.
    Customer,
    /// A staff member, with this permission if there is one.
    Staff(Option<Permission>),
}

impl Audience {
    /// The audience of routes that change what this one reads.
    const fn changing(self) -> Self {
        match self {
            Self::User(Capability::DocumentsRead) => Self::User(Capability::DocumentsWrite),
            Self::User(Capability::TablesRead) => Self::User(Capability::TablesWrite),
            Self::User(Capability::QualityRead) => Self::User(Capability::QualityWrite),
            Self::User(Capability::SourcesRead) => Self::User(Capability::SourcesManage),
            Self::User(Capability::ScreeningsRead) => Self::User(Capability::ScreeningUse),
            other => other,
        }
    }
}

/// An id of a staff member or role, which are numbers.
const NUMBER: &str = "999999";
const ID: &str = "0190b5a0-0000-7000-8000-000000000000";

/// A route: one method of one path.
#[derive(Clone, Debug)]
pub struct Route {
    /// The method in upper case.
    pub method: String,
    /// The path, with `{parameters}`.
    pub path: String,
    /// Its operation in `openapi.json`.
    pub operation: Value,
}

/// All routes of an `OpenAPI` description in order.
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
    /// Returns whether the description requires an access token.
    #[must_use]
    pub fn demands_token(&self) -> bool {
        let ways = self.operation.pointer("/security").and_then(Value::as_array);
        ways.is_some_and(|ways| !ways.contains(&json!({})) && ways.iter().any(|way| way.get("bearer").is_some()))
    }

    /// Returns whether the route is intended to be public.
    #[must_use]
    pub fn is_public(&self) -> bool {
        PUBLIC.contains(&(self.method.as_str(), self.path.as_str()))
    }

    /// The audience of the route; None if it is public or not listed.
    #[must_use]
    pub fn audience(&self) -> Option<Audience> {
        if self.is_public() {
            return None;
        }
        if self.path.starts_with("/api/v1/ops/") {
            let known = STAFF.iter().find(|(method, path, _)| (*method, *path) == (&self.method, &self.path));
            return known.map(|(_, _, permission)| Audience::Staff(*permission));
        }
        // a direct upload is visible to everyone; other uploads are private
        if (self.method.as_str(), self.path.as_str()) == ("POST", "/api/ingest/data") {
            return Some(Audience::User(Capability::TablesManage));
        }
        if self.method != "GET" && CHATS.iter().any(|start| self.path.starts_with(start)) {
            return Some(Audience::User(Capability::QuestionsAsk));
        }
        let audience = AUDIENCES.iter().find(|(start, _)| self.path.starts_with(start)).map(|(_, audience)| *audience);
        let changes = self.method != "GET" && !COMPUTING.contains(&(self.method.as_str(), self.path.as_str()));
        audience.map(|audience| if changes { audience.changing() } else { audience })
    }

    /// Returns whether the route ends the caller's own session or account.
    #[must_use]
    pub fn ends_callers(&self) -> bool {
        ENDING.contains(&(self.method.as_str(), self.path.as_str()))
    }

    /// Its path with this id for the parameter of an object; None if there is no such parameter.
    #[must_use]
    pub fn address_of(&self, id: &str) -> Option<String> {
        let names_object =
            |part: &str| part.starts_with('{') && !["{page}", "{version}", "{role}", "{type}"].contains(&part);
        let fill = |part: &str| match part {
            "{page}" | "{version}" => "1".to_owned(),
            "{role}" => "analyst".to_owned(),
            "{type}" => "histogram".to_owned(),
            part if names_object(part) => id.to_owned(),
            part => part.to_owned(),
        };
        let parts = || self.path.split('/');
        parts().any(names_object).then(|| parts().map(fill).collect::<Vec<_>>().join("/"))
    }

    /// Returns whether the route requires another secret than an access token.
    #[must_use]
    pub fn asks_for_a_secret(&self) -> bool {
        ["/login", "/refresh", "/validate", "/webhook"].iter().any(|end| self.path.ends_with(end))
    }

    /// Returns whether the route has a JSON body.
    #[must_use]
    pub fn takes_json(&self) -> bool {
        self.operation.pointer("/requestBody/content/application~1json").is_some()
    }

    /// Returns whether the route has a form as body.
    #[must_use]
    pub fn takes_form(&self) -> bool {
        self.operation.pointer("/requestBody/content/multipart~1form-data").is_some()
    }

    /// Its path with values for the parameters that do not exist in any world.
    #[must_use]
    pub fn address(&self) -> String {
        let fill = |part: &str| match part {
            "{page}" | "{version}" => "1".to_owned(),
            "{role}" => "analyst".to_owned(),
            "{type}" => "histogram".to_owned(),
            "{file}" => "start.js".to_owned(),
            part if part.starts_with('{') && self.path.starts_with("/api/v1/ops/") => NUMBER.to_owned(),
            part if part.starts_with('{') => ID.to_owned(),
            part => part.to_owned(),
        };
        self.path.split('/').map(fill).collect::<Vec<_>>().join("/")
    }

    /// The file of its tests, below the folder of a system's tests. Its name is the path without parameters.
    #[must_use]
    pub fn test_file(&self) -> String {
        let name = |part: &str| {
            let words = part.split(|letter: char| !letter.is_ascii_alphanumeric());
            words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
        };
        let parts = self.path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
        format!("{}.rs", parts.map(name).collect::<Vec<_>>().join("/"))
    }

    /// Returns whether a system has that file with a test in it.
    #[must_use]
    pub fn has_tests(&self) -> bool {
        let systems = fs::read_dir(TESTS).into_iter().flatten().flatten();
        let mut texts = systems.filter_map(|system| fs::read_to_string(system.path().join(self.test_file())).ok());
        texts.any(|text| text.contains("#[tokio::test]"))
    }
}
