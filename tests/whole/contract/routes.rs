//! Comparison of the routes in `template.yaml` and in the server.

use crate::routes::described;
use axum::body::Body;
use copilot::COPILOT;
use http::Request;
use serde_json::Value;
use sisuiq_http::{Service, serve};
use sisuiq_template::{RouteTable, Template};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use tower::ServiceExt;
use world::{
    World, function_of,
    routes::{PUBLIC, STAFF},
};

type Routes = BTreeSet<(String, String)>;

fn gateway() -> RouteTable {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
    RouteTable::new(&Template::load(&path, "dev").unwrap().routes)
}

fn described_routes() -> Routes {
    described().into_iter().map(|route| (route.method, route.path)).collect()
}

/// Methods and paths of a description.
fn routes_of(description: &Value) -> Routes {
    let paths = description["paths"].as_object().unwrap().iter();
    let of_path = |(path, item): (&String, &Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}

/// The description of each function's router.
fn functions() -> [(&'static str, Value); 13] {
    let value = |description| serde_json::to_value(description).unwrap();
    [
        ("admin", value(admin::routes().to_openapi())),
        ("auth", value(auth::routes().to_openapi())),
        ("chat", value(chat::routes().to_openapi())),
        ("datasets", value(datasets::routes().to_openapi())),
        ("docs", value(docs::routes().to_openapi())),
        ("documents", value(documents::routes().to_openapi())),
        ("health", value(health::routes().to_openapi())),
        ("knowledge", value(knowledge::routes().to_openapi())),
        ("ops", value(ops::routes().to_openapi())),
        ("predict", value(predict::routes().to_openapi())),
        ("screening", value(screening::routes().to_openapi())),
        ("sources", value(sources::routes().to_openapi())),
        ("tables", value(tables::routes().to_openapi())),
    ]
}

#[test]
fn committed_description_has_the_routers_routes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let committed: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let of_functions: Routes = functions().iter().flat_map(|(_, description)| routes_of(description)).collect();
    assert_eq!(routes_of(&committed), described_routes());
    assert_eq!(of_functions, described_routes());
}

#[test]
fn schemas_of_one_name_are_one_schema() {
    let mut known: BTreeMap<String, (&str, Value)> = BTreeMap::new();
    for (function, description) in functions() {
        for (name, schema) in description["components"]["schemas"].as_object().into_iter().flatten() {
            let (first, other) = known.entry(name.clone()).or_insert_with(|| (function, schema.clone()));
            assert_eq!(other, schema, "{name} of {first} and of {function}");
        }
    }
}

#[test]
fn listed_callers_have_their_routes() {
    let described = described_routes();
    let listed = PUBLIC.iter().copied().chain(STAFF.iter().map(|(method, path, _)| (*method, *path)));
    for (method, path) in listed {
        assert!(described.contains(&(method.to_owned(), path.to_owned())), "{method} {path} is no route");
    }
}

#[test]
fn documentation_lists_every_route() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/API.md");
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let documented: Routes = cells
        .flat_map(|cell| cell.split('`'))
        .filter_map(|route| route.split_once(" /"))
        .filter(|(method, _)| ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(method))
        .map(|(method, path)| (method.to_owned(), format!("/{}", path.split('?').next().unwrap())))
        .collect();
    assert_eq!(documented, described_routes());
}

#[test]
fn routes_reach_their_function() {
    let gateway = gateway();
    for (function, description) in functions() {
        for (method, path) in routes_of(&description) {
            let route = gateway.find(&method, &path).unwrap_or_else(|| panic!("{method} {path} reaches no function"));
            assert_eq!(route.function, function, "{method} {path}");
            // the Lambda runtime supports one response mode per function, so a streaming function streams all its routes
            assert_eq!(route.streaming, function == "chat", "{method} {path}");
            assert_eq!(function_of(&path), Some(function), "{path} in a world");
        }
    }
}

#[tokio::test]
async fn server_answers_every_deployed_route() {
    let world = World::new(COPILOT).await;
    world.prepare_storage().await;
    world.prepare_collection().await;
    let (_, router) = server::routers(&world.environment(), world.clock(), None).await.unwrap();
    let app = serve(router, Service::new(world.clock().clone()));
    for (method, path) in described_routes() {
        let id = "0190b5a0-0000-7000-8000-000000000000";
        let path =
            path.replace("{id}", id).replace("{session_id}", id).replace("{page}", "1").replace("{file}", "start.js");
        let path = path.replace("{version}", "1").replace("{user_id}", id).replace("{role}", "analyst");
        let request = Request::builder().method(method.as_str()).uri(&path).body(Body::empty()).unwrap();
        let status = app.clone().oneshot(request).await.unwrap().status();
        // a link that is unknown is missing
        let is_missing = status == 404 && !path.contains("{token}");
        assert!(!is_missing && status != 405 && !status.is_server_error(), "{method} {path}: {status}");
    }
}

#[test]
fn every_route_has_its_test_file() {
    for route in described() {
        assert!(route.has_tests(), "{} {} has no tests in {}", route.method, route.path, route.test_file());
    }
}
