use crate::routes;
use serde_json::Value;

/// Paths without a route.
const NOWHERE: [&str; 6] = ["/", "/api", "/api/nowhere", "/api/documents/", "/openapi.json", "/.env"];

/// A target of requests.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) method: String,
    pub(super) path: String,
    /// Members of its JSON body, if it takes one.
    pub(super) members: Vec<String>,
    /// Parameters of its query.
    pub(super) parameters: Vec<String>,
}

/// All routes of the description, and paths without a route.
pub(super) fn all() -> Vec<Route> {
    let description = serde_json::to_value(server::openapi()).unwrap();
    let nowhere = NOWHERE.map(|path| Route {
        method: "GET".to_owned(),
        path: path.to_owned(),
        members: Vec::new(),
        parameters: Vec::new(),
    });
    let described = routes::described().into_iter().map(|route| Route {
        members: members(&description, &route.operation),
        parameters: parameters(&route.operation),
        method: route.method,
        path: route.path,
    });
    nowhere.into_iter().chain(described).collect()
}

fn members(description: &Value, operation: &Value) -> Vec<String> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let Some(reference) = schema.as_str() else { return Vec::new() };
    let schema = description.pointer(reference.trim_start_matches('#')).expect("a schema that is named is there");
    schema["properties"].as_object().into_iter().flat_map(|properties| properties.keys().cloned()).collect()
}

fn parameters(operation: &Value) -> Vec<String> {
    let all = operation["parameters"].as_array().into_iter().flatten();
    let of_query = all.filter(|parameter| parameter["in"] == "query");
    of_query.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
}
