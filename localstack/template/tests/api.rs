//! Checks that the definition of the API is generated, complete, and within the limits of the gateway.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use serde_yaml_ng::Value;
use sisuiq_template::{
    Operation, PathTable, Route, RouteTable, Template, definition, described, with_definition, with_throttles,
};

/// A value for variable path segments.
const ANYTHING: &str = "0190b5a0-0000-7000-8000-000000000000";
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
/// Maximum number of resources: below the default quota of the gateway, with a reserve.
const RESOURCES: usize = 250;
/// A template with a function and a place for throttles.
const THROTTLED: &str = "\
Resources:
  F: {Type: 'AWS::Serverless::Function', Metadata: {BuildProperties: {Binary: f}}}
  # throttles of functions/paths.yaml, written by cargo dev template --write
  # end of throttles
";

fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(project(path)).unwrap()
}

fn table() -> PathTable {
    PathTable::load(&project("functions/paths.yaml")).unwrap()
}

fn template() -> Template {
    Template::load(&project("template.yaml"), "prod").unwrap()
}

fn operations() -> Vec<Operation> {
    described(&text("openapi.json")).unwrap()
}

fn written() -> Value {
    serde_yaml_ng::from_str(&with_definition(&project("template.yaml")).unwrap()).unwrap()
}

/// The path with a value for each variable segment.
fn concrete(path: &str) -> String {
    let segment = |part: &str| if part.starts_with('{') { ANYTHING.to_owned() } else { part.to_owned() };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// The route that a gateway without backtracking would find.
fn strictly<'routes>(routes: &'routes [Route], method: &str, path: &str) -> Option<&'routes Route> {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let mut chosen = String::new();
    for (place, part) in parts.iter().enumerate() {
        let children: BTreeSet<&str> = routes
            .iter()
            .filter_map(|route| route.path.strip_prefix(&chosen)?.strip_prefix('/')?.split('/').next())
            .collect();
        let variable = children.iter().find(|child| child.starts_with('{') && !child.ends_with("+}"));
        if children.contains(part) {
            chosen = format!("{chosen}/{part}");
        } else if let Some(variable) = variable {
            chosen = format!("{chosen}/{variable}");
        } else if children.contains("{proxy+}") && place < parts.len() {
            chosen = format!("{chosen}/{{proxy+}}");
            break;
        } else {
            return None;
        }
    }
    let own = |route: &&Route| route.path == chosen && route.method == method;
    let any = |route: &&Route| route.path == chosen && route.method == "ANY";
    routes.iter().find(own).or_else(|| routes.iter().find(any))
}

/// A table with these throttle classes.
fn throttled(classes: &str) -> PathTable {
    let prefixes = "[{path: /a, function: f}]";
    PathTable::parse(&format!("{{prefixes: {prefixes}, streaming: {{}}, throttles: {classes}}}")).unwrap()
}

#[test]
fn committed_files_are_generated() {
    let (openapi, template) = (text("openapi.json"), text("template.yaml"));
    let hint = "cargo dev template --write";
    assert!(definition(&openapi, &table(), &template).unwrap() == text("api-definition.yaml"), "{hint}");
    assert!(with_throttles(&openapi, &table(), &template).unwrap() == template, "{hint}");
}

#[test]
fn operations_reach_their_prefixes_function() {
    let (table, routes) = (table(), template().routes);
    let found = RouteTable::new(&routes);
    for operation in operations() {
        let function = &table.prefix(&operation.path).unwrap().function;
        let path = concrete(&operation.path);
        assert_eq!(&found.find(&operation.method, &path).unwrap().function, function, "{operation}");
    }
}

/// According to public measurements the gateway tries a less specific path, but no route depends on it.
#[test]
fn routing_needs_no_backtracking() {
    let routes = template().routes;
    let found = RouteTable::new(&routes);
    let of_operations = operations().into_iter().map(|operation| operation.path);
    for path in of_operations.chain(routes.iter().map(|route| route.path.clone())).collect::<BTreeSet<_>>() {
        for path in [concrete(&path), format!("{}/{ANYTHING}", concrete(&path))] {
            for method in METHODS {
                let (one, other) = (found.find(method, &path), strictly(&routes, method, &path));
                let function = |route: Option<&Route>| route.map(|route| route.function.clone());
                // the result is 404 in both cases, from the gateway or from a function
                if path.ends_with(&format!("/{ANYTHING}")) && other.is_none() {
                    continue;
                }
                assert_eq!(function(one), function(other), "{method} {path}");
            }
        }
    }
}

#[test]
fn paths_are_explicit_or_greedy() {
    let (table, operations) = (table(), operations());
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for route in template().routes {
        methods.entry(route.path).or_default().insert(route.method);
    }
    for (path, methods) in methods {
        let of_path: Vec<_> = operations.iter().filter(|operation| operation.path == path).collect();
        assert!(
            methods.contains("ANY"),
            "{path} has {methods:?}: what has no method of its own goes to the function too"
        );
        let is_explicit = of_path.iter().any(|operation| table.throttle(operation).is_some());
        let own = if is_explicit { of_path.iter().map(|one| one.method.as_str()).collect() } else { vec![] };
        let own = own.into_iter().chain(is_explicit.then_some("OPTIONS")).chain(["ANY"]).map(str::to_owned);
        assert_eq!(methods, own.collect(), "{path}");
    }
}

#[test]
fn throttles_have_explicit_methods() {
    let template = template();
    for throttle in template.gateway.throttles.iter().filter(|throttle| throttle.path != "/*") {
        let is_route =
            template.routes.iter().any(|route| (&route.method, &route.path) == (&throttle.method, &throttle.path));
        assert!(is_route, "{throttle:?}");
    }
    assert!(template.gateway.throttles.len() > 30);
    assert!(template.gateway.minimum_compression_size.is_some());
}

#[test]
fn only_routed_functions_have_a_permission() {
    let template = template();
    let mut invoked = BTreeMap::new();
    for (_, resource) in written()["Resources"].as_mapping().unwrap() {
        let properties = &resource["Properties"];
        if resource["Type"] == "AWS::Lambda::Permission" && properties["Principal"] == "apigateway.amazonaws.com" {
            let Value::Tagged(function) = &properties["FunctionName"] else { panic!("{properties:?}") };
            let Value::Tagged(source) = &properties["SourceArn"] else { panic!("{properties:?}") };
            assert!(source.value.as_str().unwrap().ends_with(":${Api}/*"), "{source:?}");
            *invoked.entry(function.value.as_str().unwrap().to_owned()).or_insert(0) += 1;
        }
    }
    let id = |name: &str| format!("{}.Alias", template.function(name).unwrap().logical_id);
    let answering: BTreeMap<_, _> = template.routes.iter().map(|route| (id(&route.function), 1)).collect();
    assert_eq!(invoked, answering);
}

#[test]
fn every_method_requires_the_api_key() {
    let definition: Value = serde_yaml_ng::from_str(&text("api-definition.yaml")).unwrap();
    let scheme = &definition["components"]["securitySchemes"]["api_key"];
    assert_eq!((&scheme["type"], &scheme["name"]), (&Value::from("apiKey"), &Value::from("x-api-key")));
    for (path, methods) in definition["paths"].as_mapping().unwrap() {
        for (method, written) in methods.as_mapping().unwrap() {
            let security = written["security"].as_sequence().unwrap();
            assert!(security.len() == 1 && security[0].get("api_key").is_some(), "{method:?} {path:?}");
        }
    }
}

#[test]
fn paths_fit_into_the_gateway() {
    let mut resources = BTreeSet::from([String::new()]);
    for route in template().routes {
        let parts: Vec<&str> = route.path.split('/').skip(1).collect();
        resources.extend((1..=parts.len()).map(|length| parts[..length].join("/")));
    }
    assert!(resources.len() <= RESOURCES, "{} resources", resources.len());
}

#[test]
fn contradictory_tables_are_rejected() {
    let functions = "Resources: {F: {Type: 'AWS::Serverless::Function', Metadata: {BuildProperties: {Binary: f}}}}";
    let openapi = r#"{"paths": {"/a/{id}": {"get": {}}, "/a/{name}/b": {"get": {}}, "/c": {"post": {}}}}"#;
    let refused = |table: &str| {
        let table = PathTable::parse(table).unwrap();
        definition(openapi, &table, functions).unwrap_err().to_string()
    };
    let a = "{path: /a, function: f}";
    for (table, reason) in [
        (
            format!("{{prefixes: [{a}], streaming: {{}}, throttles: {{}}}}"),
            "no prefix says which function answers POST /c",
        ),
        (
            format!("{{prefixes: [{a}, {{path: /c, function: g}}], streaming: {{}}, throttles: {{}}}}"),
            "template.yaml has no function g",
        ),
        (
            format!(
                "{{prefixes: [{a}, {{path: /c, function: f}}, {{path: /d, function: f}}], streaming: {{}}, throttles: {{}}}}"
            ),
            "no operation is below /d",
        ),
    ] {
        let error = refused(&table);
        assert!(error.contains(reason), "{error} is not about: {reason}");
    }
}

#[test]
fn variable_segments_need_one_name() {
    let openapi =
        r#"{"paths": {"/a/{id}": {"get": {"x-throttle": "x"}}, "/a/{name}/b": {"get": {"x-throttle": "x"}}}}"#;
    let table = throttled("{x: {rate: 1, burst: 1}}");
    let error = definition(openapi, &table, THROTTLED).unwrap_err().to_string();
    assert!(error.contains("the gateway takes one variable segment"), "{error}");
}

#[test]
fn throttles_follow_the_operations() {
    let openapi = r#"{"paths": {
        "/a/c": {"put": {"x-throttle": "x"}, "get": {}},
        "/a/b": {"put": {"x-throttle": "x"}, "post": {"x-throttle": "y"}}
    }}"#;
    let table = throttled("{y: {rate: 3, burst: 4}, x: {rate: 1, burst: 2}}");
    let template = with_throttles(openapi, &table, THROTTLED).unwrap();
    let line = |method: &str, path: &str, (rate, burst): (u32, u32)| {
        format!(
            "  - {{HttpMethod: {method}, ResourcePath: \"{path}\", MetricsEnabled: true, \
             ThrottlingRateLimit: {rate}, ThrottlingBurstLimit: {burst}}}"
        )
    };
    let written: Vec<&str> = template.lines().filter(|line| line.contains("HttpMethod")).collect();
    assert_eq!(
        written,
        [line("PUT", "/~1a~1b", (1, 2)), line("PUT", "/~1a~1c", (1, 2)), line("POST", "/~1a~1b", (3, 4))]
    );
    assert!(!definition(openapi, &table, THROTTLED).unwrap().contains("x-throttle"));
}

#[test]
fn unknown_throttles_are_rejected() {
    let classes = "{x: {rate: 1, burst: 1}}";
    for (class, reason) in [
        (r#""y""#, "openapi.json: POST /a has the throttle y, which functions/paths.yaml does not define"),
        ("7", "openapi.json: x-throttle of POST /a is not a string"),
    ] {
        let openapi =
            format!(r#"{{"paths": {{"/a": {{"get": {{"x-throttle": "x"}}, "post": {{"x-throttle": {class}}}}}}}}}"#);
        let table = throttled(classes);
        assert_eq!(definition(&openapi, &table, THROTTLED).unwrap_err().to_string(), reason);
        assert_eq!(with_throttles(&openapi, &table, THROTTLED).unwrap_err().to_string(), reason);
    }
}

#[test]
fn unused_throttles_are_rejected() {
    let openapi = r#"{"paths": {"/a": {"get": {"x-throttle": "x"}, "post": {}}}}"#;
    let table = throttled("{x: {rate: 1, burst: 1}, y: {rate: 1, burst: 1}}");
    let reason = "functions/paths.yaml: no operation has the throttle y";
    assert_eq!(definition(openapi, &table, THROTTLED).unwrap_err().to_string(), reason);
    assert_eq!(with_throttles(openapi, &table, THROTTLED).unwrap_err().to_string(), reason);
}
