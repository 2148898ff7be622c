//! Checks that the description of every operation has a summary, security, inputs and all responses, with valid examples.

use crate::routes::described;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use world::routes::Route;

/// Maximum length of a summary in characters, because summaries are shown in lists.
const SUMMARY: usize = 60;
/// Statuses of responses without a body, which have no example.
const WITHOUT_BODY: [&str; 3] = ["204", "303", "304"];

struct Description(Value);

impl Description {
    fn read() -> Self {
        Self(serde_json::to_value(server::openapi()).unwrap())
    }

    /// Resolves a reference. Other values are returned unchanged.
    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => self.resolve(self.0.pointer(reference.trim_start_matches('#')).unwrap()),
            None => value,
        }
    }

    /// The validation errors of an example.
    fn faults(&self, schema: &Value, example: &Value) -> Vec<String> {
        let mut used = BTreeMap::new();
        self.collect_used(schema, &mut used);
        let mut whole = json!({ "components": { "schemas": used } });
        whole.as_object_mut().unwrap().extend(schema.as_object().unwrap().clone());
        let validator: Validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
        validator.iter_errors(example).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    /// Collects the schemas that a schema refers to. A validator of all schemas takes much longer to build.
    fn collect_used<'a>(&'a self, schema: &'a Value, used: &mut BTreeMap<&'a str, &'a Value>) {
        if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/schemas/")) {
            let schema = &self.0["components"]["schemas"][name];
            if used.insert(name, schema).is_none() {
                self.collect_used(schema, used);
            }
        }
        let inner: Box<dyn Iterator<Item = &Value>> = match schema {
            Value::Object(members) => Box::new(members.values()),
            Value::Array(items) => Box::new(items.iter()),
            _ => return,
        };
        inner.for_each(|schema| self.collect_used(schema, used));
    }

    /// Reports a missing or invalid example.
    fn of_example(&self, what: &str, holder: &Value) -> Vec<String> {
        let Some(example) = holder.get("example") else { return vec![format!("{what} has no example")] };
        let faults = self.faults(&holder["schema"], example);
        faults.into_iter().map(|fault| format!("the example of {what} is none: {fault}")).collect()
    }

    fn faults_of(&self, route: &Route) -> Vec<String> {
        let operation = &route.operation;
        let text = |member: &str| operation[member].as_str().unwrap_or_default();
        let mut faults = Vec::new();
        faults.extend(
            ["operationId", "summary", "description"]
                .into_iter()
                .filter(|member| text(member).is_empty())
                .map(|member| format!("no {member}")),
        );
        if text("summary").chars().count() > SUMMARY || text("summary").ends_with('.') {
            faults.push(format!("the summary is a text: {}", text("summary")));
        }
        let known: Vec<&Value> = self.0["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
        let tags = operation["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
        if tags.len() != 1 || !tags.iter().all(|tag| known.contains(&tag)) {
            faults.push(format!("not one described tag: {tags:?}"));
        }
        if !operation["security"].is_array() {
            faults.push("no security".to_owned());
        }
        faults.extend(self.faults_of_input(operation));
        faults.extend(self.faults_of_answers(route));
        faults
    }

    fn faults_of_input(&self, operation: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            if parameter["description"].as_str().unwrap_or_default().is_empty() {
                faults.push(format!("the parameter {name} has no description"));
            }
            faults.extend(self.of_example(&format!("the parameter {name}"), parameter));
            faults.extend(self.unbounded(name, &parameter["schema"]));
        }
        for (kind, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            faults.extend(self.of_example(&format!("the body, {kind},"), content));
            faults.extend(self.unbounded("the body", &content["schema"]));
        }
        faults
    }

    fn faults_of_answers(&self, route: &Route) -> Vec<String> {
        let mut faults = Vec::new();
        let answers = route.operation["responses"].as_object().unwrap();
        if !answers.keys().any(|status| status.starts_with('2') || status == "303") {
            faults.push("no success".to_owned());
        }
        for status in expected(route) {
            if !answers.contains_key(status) {
                faults.push(format!("no {status}"));
            }
        }
        for (status, answer) in answers {
            let answer = self.resolve(answer);
            if answer["description"].as_str().unwrap_or_default().is_empty() {
                faults.push(format!("{status} has no description"));
            }
            let contents = answer["content"].as_object();
            if contents.is_none() != WITHOUT_BODY.contains(&status.as_str()) {
                faults.push(format!("{status} has a body, or none, where the other is meant"));
            }
            for (kind, content) in contents.into_iter().flatten() {
                faults.extend(self.of_example(&format!("{status}, {kind},"), content));
            }
            if status.as_str() >= "400" && contents.is_none_or(|all| !all.contains_key("application/problem+json")) {
                faults.push(format!("{status} has no error body"));
            }
        }
        faults
    }

    /// Texts, numbers and lists of an input without a limit.
    fn unbounded(&self, name: &str, schema: &Value) -> Vec<String> {
        let schema = self.resolve(schema);
        let has = |member: &str| schema.get(member).is_some();
        let is = |kind: &str| {
            schema["type"] == kind || schema["type"].as_array().is_some_and(|all| all.contains(&kind.into()))
        };
        let mut faults = Vec::new();
        for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
            faults.extend(self.unbounded(&format!("{name}.{member}"), schema));
        }
        for way in ["oneOf", "anyOf", "allOf"].iter().flat_map(|ways| schema[ways].as_array().into_iter().flatten()) {
            faults.extend(self.unbounded(name, way));
        }
        if is("array") {
            faults.extend(self.unbounded(&format!("{name}[]"), &schema["items"]));
        }
        let of_form = schema["format"].as_str().is_some_and(|form| ["uuid", "int32", "int64"].contains(&form));
        let is_bounded = match () {
            () if has("enum") || of_form => true,
            () if is("string") => has("maxLength"),
            () if is("integer") || is("number") => has("minimum") && has("maximum"),
            () if is("array") => has("maxItems"),
            () => true,
        };
        if !is_bounded {
            faults.push(format!("{name} has no bounds"));
        }
        faults
    }
}

/// The statuses that every operation of this kind must describe.
fn expected(route: &Route) -> Vec<&'static str> {
    let mut statuses = vec!["400", "500", "503"];
    if route.demands_token() {
        statuses.extend(["401", "403"]);
    }
    if route.method != "GET" {
        statuses.push("403");
    }
    if route.takes_json() {
        statuses.extend(["408", "413", "415", "422"]);
    }
    if ![
        "/health",
        "/api/health",
        "/api/v1/health",
        "/api/version",
        "/api/docs",
        "/api/redoc",
        "/api/openapi.json",
        "/.well-known",
    ]
    .iter()
    .any(|free| route.path.starts_with(free))
    {
        statuses.push("429");
    }
    statuses
}

#[test]
fn every_operation_is_fully_described() {
    let description = Description::read();
    let faults: Vec<String> = described()
        .iter()
        .flat_map(|route| {
            let faults = description.faults_of(route);
            faults.into_iter().map(|fault| format!("{} {}: {fault}", route.method, route.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn tags_and_security_schemes_are_described() {
    let description = Description::read().0;
    for tag in description["tags"].as_array().unwrap() {
        assert!(!tag["description"].as_str().unwrap_or_default().is_empty(), "{tag}");
    }
    for (name, scheme) in description["components"]["securitySchemes"].as_object().unwrap() {
        assert!(!scheme["description"].as_str().unwrap_or_default().is_empty(), "{name}");
    }
    assert!(!description["info"]["description"].as_str().unwrap_or_default().is_empty());
}

#[test]
fn every_schema_is_described() {
    let description = Description::read().0;
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        assert!(!schema["description"].as_str().unwrap_or_default().is_empty(), "{name}");
    }
}

#[test]
fn detects_faulty_descriptions() {
    let description = Description::read();
    let schema = json!({ "$ref": "#/components/schemas/QuestionIn" });
    assert!(description.faults(&schema, &json!({ "message": "What is the vision?" })).is_empty());
    for wrong in [json!({}), json!({ "message": "" }), json!({ "message": "What?", "session_id": "7" })] {
        assert!(!description.faults(&schema, &wrong).is_empty(), "{wrong}");
    }
    let unbounded = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    assert_eq!(description.unbounded("the body", &unbounded), ["the body.name has no bounds"]);
    let mut route = described().into_iter().find(|route| route.path == "/api/chat").unwrap();
    route.operation["summary"] = Value::Null;
    route.operation["responses"].as_object_mut().unwrap().remove("401");
    assert_eq!(description.faults_of(&route), ["no summary", "no 401"]);
}
