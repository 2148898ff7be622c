//! Completes the descriptions of all operations.

use std::collections::BTreeSet;

use http::StatusCode;
use serde_json::Value;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder};
use utoipa::openapi::{Content, OpenApi, PathItem, RefOr, Response, Schema};

use super::compose::compose;
use super::refusals::{self, PROBLEM_JSON, Refusal};

const JSON: &str = "application/json";
/// Content types whose schema describes the carried data.
const COMPOSED: [&str; 2] = [JSON, "text/event-stream"];

/// Completes the description of all routes: a name for each operation; the refusals that do not depend on its handler; refusals
/// by reference, except those with headers or content of their own; and an example for each parameter, request body and
/// response body, made of the examples of its fields.
pub fn finish(description: &mut OpenApi) {
    let refusals = refusals::all();
    let mut components = description.components.take().unwrap_or_default();
    components.responses =
        refusals.iter().map(|refusal| (refusal.name.to_owned(), RefOr::T(refusal.describe()))).collect();
    let schemas = serde_json::to_value(&components.schemas).unwrap_or_default();
    for (name, schema) in &mut components.schemas {
        if let RefOr::T(Schema::Object(object)) = schema
            && object.example.is_some()
        {
            object.example = schemas.get(name).and_then(|schema| compose(schema, &schemas));
        }
    }
    let paths: BTreeSet<String> = description.paths.paths.keys().cloned().collect();
    for (path, item) in &mut description.paths.paths {
        // names omit /api: a path that also exists below /api gets the prefix `root` to stay distinct
        let is_taken = paths.contains(&format!("/api{path}"));
        for (method, operation) in operations(item) {
            operation.operation_id =
                Some(if is_taken { name(method, &format!("/root{path}")) } else { name(method, path) });
            operation.security.get_or_insert_default();
            refuse(operation, is_safe(method), &refusals);
            exemplify(operation, &schemas);
        }
    }
    description.components = Some(components);
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let methods = [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ];
    methods.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// A name that no other operation has, made of its method and path: `get_documents_id_file`.
fn name(method: &str, path: &str) -> String {
    let parts = path.split(['/', '{', '}', '-', '.']).filter(|part| !["", "api"].contains(part));
    std::iter::once(method).chain(parts).collect::<Vec<_>>().join("_")
}

fn is_safe(method: &str) -> bool {
    method == "get"
}

/// Adds what [`serve`](crate::serve) and the readers of bodies answer whatever the handler says.
fn refuse(operation: &mut Operation, is_safe: bool, refusals: &[Refusal]) {
    const EVERYWHERE: [StatusCode; 3] =
        [StatusCode::BAD_REQUEST, StatusCode::INTERNAL_SERVER_ERROR, StatusCode::SERVICE_UNAVAILABLE];
    const WITH_BODY: [StatusCode; 4] = [
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::PAYLOAD_TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        StatusCode::UNPROCESSABLE_ENTITY,
    ];
    let reads_body = operation.request_body.is_some();
    for refusal in refusals {
        let is_given = EVERYWHERE.contains(&refusal.status)
            || (reads_body && WITH_BODY.contains(&refusal.status))
            || (!is_safe && refusal.status == StatusCode::FORBIDDEN);
        let responses = &mut operation.responses.responses;
        match responses.get_mut(refusal.status.as_str()) {
            Some(RefOr::T(own)) if !is_common(own) => {
                own.content.entry(PROBLEM_JSON.to_owned()).or_insert_with(|| problem(refusal));
            }
            Some(common) => *common = refusal.reference(),
            None if is_given => {
                responses.insert(refusal.status.as_str().to_owned(), refusal.reference());
            }
            None => {}
        }
    }
}

/// Returns whether an answer has the error body and nothing else to say.
fn is_common(response: &Response) -> bool {
    response.headers.is_empty() && response.content.keys().all(|kind| kind == PROBLEM_JSON)
}

fn problem(refusal: &Refusal) -> RefOr<Content> {
    refusal.describe().content.swap_remove(PROBLEM_JSON).unwrap_or_else(|| RefOr::T(Content::default()))
}

fn exemplify(operation: &mut Operation, schemas: &Value) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            *parameter = with_example(std::mem::take(parameter), schemas);
        }
    }
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        body.content.values_mut().for_each(|content| fill(content, schemas));
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        for kind in COMPOSED {
            response.content.get_mut(kind).into_iter().for_each(|content| fill(content, schemas));
        }
        if status.starts_with('2') && response.description.is_empty() {
            response.description = described(response, schemas);
        }
    }
}

fn with_example(parameter: Parameter, schemas: &Value) -> Parameter {
    let written = serde_json::to_value(&parameter).unwrap_or_default();
    if written.get("example").is_some() {
        return parameter;
    }
    let example = written.get("schema").and_then(|schema| compose(schema, schemas));
    ParameterBuilder::from(parameter).example(example).build()
}

fn fill(content: &mut RefOr<Content>, schemas: &Value) {
    let RefOr::T(content) = content else { return };
    if content.example.is_none() {
        let schema = serde_json::to_value(&content.schema).unwrap_or_default();
        content.example = compose(&schema, schemas);
    }
}

/// The description of the body's schema.
fn described(response: &Response, schemas: &Value) -> String {
    let content = serde_json::to_value(&response.content).unwrap_or_default();
    let Some(schema) = content.get(JSON).and_then(|content| content.get("schema")) else { return String::new() };
    let (schema, is_list) = schema.get("items").map_or((schema, false), |items| (items, true));
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next());
    let schema = name.and_then(|name| schemas.get(name)).unwrap_or(schema);
    let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    if is_list { format!("A list of items: {text}") } else { text.to_owned() }
}
