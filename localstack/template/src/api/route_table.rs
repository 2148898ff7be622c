use percent_encoding::percent_decode_str;

use crate::Route;

/// The methods of `ANY`.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// Finds the route of a request like the gateway: of the routes that match path and method, the one with the most specific
/// path. Literal segments are more specific than variable ones, and these more than the rest of a path.
#[derive(Debug, Clone)]
pub struct RouteTable {
    routes: Vec<(Vec<Segment>, Route)>,
}

/// A segment of a path, in order of precedence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(String),
    Parameter,
    Rest,
}

impl RouteTable {
    /// A table of these routes.
    #[must_use]
    pub fn new(routes: &[Route]) -> Self {
        let mut routes: Vec<_> = routes.iter().map(|route| (segments(&route.path), route.clone())).collect();
        // an explicit method comes before ANY
        routes.sort_by(|(left, one), (right, other)| {
            left.cmp(right).then_with(|| (one.method == "ANY").cmp(&(other.method == "ANY")))
        });
        Self { routes }
    }

    /// The route of a method in upper case and a path as sent. Paths with dot segments have none.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Option<&Route> {
        let parts: Vec<&str> = path.split('/').collect();
        if parts.iter().any(|part| climbs(part)) {
            return None;
        }
        let has_method = |route: &Route| route.method == method || (route.method == "ANY" && METHODS.contains(&method));
        let found = self.routes.iter().find(|(pattern, route)| has_method(route) && matches(pattern, &parts));
        found.map(|(_, route)| route)
    }
}

fn segments(path: &str) -> Vec<Segment> {
    let segment = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) if name.ends_with('+') => Segment::Rest,
        Some(_) => Segment::Parameter,
        None => Segment::Literal(part.to_owned()),
    };
    path.split('/').map(segment).collect()
}

fn matches(pattern: &[Segment], parts: &[&str]) -> bool {
    match (pattern.split_first(), parts.split_first()) {
        (None, None) => true,
        (Some((Segment::Rest, _)), Some((part, _))) => !part.is_empty(),
        (Some((Segment::Parameter, pattern)), Some((part, parts))) => !part.is_empty() && matches(pattern, parts),
        (Some((Segment::Literal(literal), pattern)), Some((part, parts))) => literal == part && matches(pattern, parts),
        _ => false,
    }
}

fn climbs(segment: &str) -> bool {
    matches!(percent_decode_str(segment).collect::<Vec<u8>>().as_slice(), b"." | b"..")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn table(routes: &[&str]) -> RouteTable {
        let route = |route: &&str| {
            let (method, path) = route.split_once(' ').unwrap();
            let (method, path, function) = (method.to_owned(), path.to_owned(), (*route).to_owned());
            Route { method, path, function, streaming: false, timeout: Duration::from_secs(1) }
        };
        RouteTable::new(&routes.iter().map(route).collect::<Vec<_>>())
    }

    fn found<'table>(table: &'table RouteTable, method: &str, path: &str) -> Option<&'table str> {
        table.find(method, path).map(|route| route.function.as_str())
    }

    #[test]
    fn dot_segments_match_no_route() {
        let table = table(&["GET /a/{id}", "GET /a/{id}/b"]);
        for path in ["/a/..", "/a/.", "/a/%2e%2e", "/a/.%2E", "/a/../b", "/./a/1"] {
            assert_eq!(found(&table, "GET", path), None, "{path}");
        }
        assert_eq!(found(&table, "GET", "/a/..."), Some("GET /a/{id}"));
    }

    #[test]
    fn missing_methods_use_less_specific_path() {
        let table = table(&["ANY /a/{proxy+}", "POST /a/list", "OPTIONS /a/list"]);
        assert_eq!(found(&table, "POST", "/a/list"), Some("POST /a/list"));
        assert_eq!(found(&table, "GET", "/a/list"), Some("ANY /a/{proxy+}"));
        assert_eq!(found(&table, "PROPFIND", "/a/list"), None, "ANY stands for seven methods");
    }

    #[test]
    fn explicit_method_precedes_any() {
        let table = table(&["ANY /a", "POST /a"]);
        assert_eq!(found(&table, "POST", "/a"), Some("POST /a"));
        assert_eq!(found(&table, "GET", "/a"), Some("ANY /a"));
    }

    #[test]
    fn other_method_or_depth_never_matches() {
        let table = table(&["GET /a/{id}", "POST /a"]);
        for (method, path) in [
            ("POST", "/a/1"),
            ("HEAD", "/a/1"),
            ("GET", "/a"),
            ("GET", "/a/"),
            ("GET", "/a/1/"),
            ("GET", "//a/1"),
            ("GET", "/A/1"),
        ] {
            assert_eq!(found(&table, method, path), None, "{method} {path}");
        }
    }

    #[test]
    fn each_method_is_a_route() {
        let table = table(&["GET /a", "DELETE /a", "ANY /b"]);
        assert_eq!(found(&table, "DELETE", "/a"), Some("DELETE /a"));
        assert_eq!(found(&table, "GET", "/a"), Some("GET /a"));
        assert_eq!(found(&table, "PATCH", "/b"), Some("ANY /b"));
    }

    #[test]
    fn specific_segments_come_first() {
        let table = table(&["GET /a/{proxy+}", "GET /a/{id}/file", "GET /a/list"]);
        assert_eq!(found(&table, "GET", "/a/list"), Some("GET /a/list"));
        assert_eq!(found(&table, "GET", "/a/7/file"), Some("GET /a/{id}/file"));
        assert_eq!(found(&table, "GET", "/a/7/x/y"), Some("GET /a/{proxy+}"));
        assert_eq!(found(&table, "GET", "/a/b%2Fc"), Some("GET /a/{proxy+}"));
    }
}
