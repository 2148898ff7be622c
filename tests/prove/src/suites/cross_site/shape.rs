//! Random forms of cross-site requests.

use super::FRIEND;
use crate::routes::Route;
use axum::body::Body;
use http::Request;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::fmt;
use world::Person;

const METHODS: [&str; 10] = ["POST", "PUT", "PATCH", "DELETE", "POST", "GET", "HEAD", "OPTIONS", "PURGE", "post"];
const CONTENT_TYPES: [&str; 10] = [
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "text/plain; application/json",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "application/csp-report",
    "",
];
/// Values of `Origin`, `Sec-Fetch-Site` and `Referer`; an empty value means no header. Browsers set the first two
/// themselves, so no page can forge `same-origin`.
const SITES: [(&str, &str, &str); 20] = [
    ("https://evil.example", "cross-site", "https://evil.example/"),
    ("https://evil.example", "cross-site", ""),
    ("https://evil.example", "", ""),
    ("https://evil.example", "", "http://copilot.example/"),
    ("https://evil.example", "same-site", "http://copilot.example/"),
    ("null", "cross-site", ""),
    ("null", "", ""),
    ("null", "same-site", "http://copilot.example/"),
    ("", "cross-site", "http://copilot.example/"),
    ("", "same-site", ""),
    ("http://copilot.example.evil.example", "cross-site", ""),
    ("http://evil.example#copilot.example", "", ""),
    ("http://copilot.example:81", "same-site", ""),
    ("http://copilot.example@evil.example", "", ""),
    ("https://app.example.evil.example", "cross-site", ""),
    ("http://app.example", "cross-site", "https://app.example/"),
    ("https://app.example:8443", "cross-site", ""),
    ("https://xapp.example", "same-site", ""),
    ("https://app.example, https://evil.example", "cross-site", ""),
    ("https://evil.example https://app.example", "", ""),
];
const OVERRIDES: [(&str, &str); 5] = [
    ("", ""),
    ("x-http-method-override", "DELETE"),
    ("x-http-method", "PUT"),
    ("x-method-override", "POST"),
    ("access-control-request-method", "DELETE"),
];
/// Queries from which some frameworks read a method or a token.
const QUERIES: [&str; 4] = ["", "_method=DELETE", "_method=POST&csrf_token=made-up", "access_token=made-up"];
/// Values of the CSRF header, which must equal the cookie. Another site's page cannot know the cookie's value.
const TOKENS: [&str; 3] = ["", "made-up", "0"];

/// A request that another site's page makes a browser send.
pub(super) struct Shape {
    method: &'static str,
    path: String,
    content_type: &'static str,
    site: (&'static str, &'static str, &'static str),
    replaced: (&'static str, &'static str),
    query: &'static str,
    token: &'static str,
}

impl Shape {
    pub(super) fn draw(number: u64, chance: &mut ChaCha8Rng, routes: &[Route]) -> Self {
        let place = usize::try_from(number).unwrap();
        let method = METHODS[place / SITES.len() % METHODS.len()];
        let fitting: Vec<&Route> = routes.iter().filter(|route| route.method == method).collect();
        let route = fitting.choose(chance).copied().or_else(|| routes.choose(chance)).unwrap();
        Self {
            method,
            path: route.address(),
            content_type: CONTENT_TYPES.choose(chance).unwrap(),
            site: SITES[place % SITES.len()],
            replaced: *OVERRIDES.choose(chance).unwrap(),
            query: QUERIES.choose(chance).unwrap(),
            token: TOKENS.choose(chance).unwrap(),
        }
    }

    /// Describes everything except the path.
    pub(super) fn kind(&self) -> String {
        format!(
            "{} {} {:?} {:?} {} {}",
            self.method, self.content_type, self.site, self.replaced, self.query, self.token
        )
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Returns true if the method may change data.
    pub(super) fn changes_something(&self) -> bool {
        !["GET", "HEAD", "OPTIONS"].contains(&self.method)
    }

    /// Returns true if no route has this method and path.
    pub(super) fn is_wrong_method(&self, routes: &[Route]) -> bool {
        !routes.iter().any(|route| route.method == self.method && route.address() == self.path)
    }

    pub(super) fn request(&self, people: &[Person], chance: &mut ChaCha8Rng) -> Request<Body> {
        let victim = people.choose(chance).unwrap();
        let separator = if self.query.is_empty() { "" } else { "?" };
        let path = format!("{}{separator}{}", self.path, self.query);
        let (origin, fetched, referer) = self.site;
        let mut request = victim.request(&self.method.parse().unwrap(), &path).header("host", "copilot.example");
        for (name, value) in [
            ("content-type", self.content_type),
            ("origin", origin),
            ("sec-fetch-site", fetched),
            ("referer", referer),
            (self.replaced.0, self.replaced.1),
            ("x-csrf-token", self.token),
        ] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        let mut body = self.body(victim);
        if self.content_type.starts_with("application/x-www") {
            body = format!("_method=DELETE&csrf_token=made-up&payload={body}");
        }
        assert_ne!(origin, FRIEND, "the one that may is no shape");
        request.body(Body::from(if self.changes_something() { body } else { String::new() })).unwrap()
    }

    /// A body that the route would accept from its own page.
    fn body(&self, victim: &Person) -> String {
        let (email, password) = (victim.email(), victim.password());
        let login = json!({ "email": email, "identifier": email, "password": password });
        let other = json!({
            "name": "plan.pdf", "size": 1, "message": "What is the vision?", "scopes": ["read"], "expires_in_days": 1,
            "current_password": password, "new_password": "Tangerine-Kestrel-42!", "first_name": "Mallory",
            "role_id": 1, "is_active": false, "permission_ids": [], "display_name": "Mallory", "description": "", "level": 1
        });
        if self.path.ends_with("/login") { login.to_string() } else { other.to_string() }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} to {}", self.kind(), self.path)
    }
}
