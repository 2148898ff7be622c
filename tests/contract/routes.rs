//! `template.yaml` and the server.

use axum::body::Body;
use http::Request;
use sisuiq_http::{Service, serve};
use sisuiq_template::Template;
use std::{collections::BTreeSet, path::Path};
use tests::world::World;
use tower::ServiceExt;

type Routes = BTreeSet<(String, String)>;

fn deployed() -> Template {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    Template::load(&path, "dev").unwrap()
}

fn deployed_routes() -> Routes {
    deployed().routes.into_iter().map(|route| (route.method, route.path)).collect()
}

fn described_routes() -> Routes {
    let description = serde_json::to_value(server::openapi()).unwrap();
    let mut routes = Routes::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        routes.extend(operations.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    routes
}

#[test]
fn the_template_deploys_the_routes_of_the_code_and_no_others() {
    let (deployed, described) = (deployed_routes(), described_routes());
    let missing: Vec<_> = described.difference(&deployed).collect();
    let dead: Vec<_> = deployed.difference(&described).collect();
    assert!(missing.is_empty() && dead.is_empty(), "not deployed: {missing:?}; deployed without code: {dead:?}");
}

#[test]
fn each_route_is_deployed_with_the_function_that_has_it_and_only_chat_streams() {
    for route in deployed().routes {
        let function = route.path.split('/').nth(2).unwrap();
        assert_eq!(route.function, function, "{} {}", route.method, route.path);
        // The runtime answers in one way or the other, so a function that streams does so on all its routes.
        assert_eq!(route.streaming, function == "chat", "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn the_server_answers_every_route_of_the_template() {
    let world = World::new().await;
    world.prepare_storage().await;
    world.prepare_collection().await;
    let router = server::routers(&world.environment(), world.clock()).await.unwrap();
    let app = serve(router, Service::new(world.clock().clone()));
    for (method, path) in deployed_routes() {
        let id = "0190b5a0-0000-7000-8000-000000000000";
        let path = path.replace("{id}", id).replace("{session_id}", id).replace("{page}", "1");
        let request = Request::builder().method(method.as_str()).uri(&path).body(Body::empty()).unwrap();
        let status = app.clone().oneshot(request).await.unwrap().status();
        assert!(![404, 405].contains(&status.as_u16()) && !status.is_server_error(), "{method} {path}: {status}");
    }
}

#[test]
fn every_route_has_a_test_file_of_its_own() {
    for (method, path) in described_routes() {
        let file = test_file(&method, &path);
        let exists = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).is_file();
        assert!(exists, "{method} {path} has no stories in tests/{file}");
    }
}

/// Where the stories of a route are.
fn test_file(method: &str, path: &str) -> String {
    let mut parts = path.trim_start_matches("/api/").split('/');
    let function = parts.next().unwrap();
    let last = parts.rfind(|part| !part.starts_with('{')).map(|part| part.trim_end_matches('s').to_owned());
    let operation = match (function, method, last.as_deref()) {
        ("health", _, None) => "live".to_owned(),
        ("chat", "POST", None) => "ask".to_owned(),
        ("chat", _, Some("session")) => "sessions".to_owned(),
        (_, "POST", None) => "create".to_owned(),
        (_, "DELETE", None) => "delete".to_owned(),
        (_, _, None) if path.ends_with('}') => "read".to_owned(),
        (_, _, None) => "list".to_owned(),
        (_, _, Some(part)) => part.to_owned(),
    };
    format!("api/{function}/{operation}.rs")
}
