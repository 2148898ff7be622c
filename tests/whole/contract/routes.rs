//! `template.yaml` and the server.

use crate::routes::described;
use axum::body::Body;
use copilot::COPILOT;
use http::Request;
use serde_json::Value;
use sisuiq_http::{Service, serve};
use sisuiq_template::{Route, Template};
use std::{collections::BTreeSet, fs, path::Path};
use tower::ServiceExt;
use world::World;

type Routes = BTreeSet<(String, String)>;

/// Without those by which browsers ask whether a page may ask: they are of no route, but around all of them.
fn deployed() -> Vec<Route> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
    let routes = Template::load(&path, "dev").unwrap().routes;
    routes.into_iter().filter(|route| route.method != "OPTIONS").collect()
}

fn deployed_routes() -> Routes {
    deployed().into_iter().map(|route| (route.method, route.path)).collect()
}

fn described_routes() -> Routes {
    described().into_iter().map(|route| (route.method, route.path)).collect()
}

/// What clients are told.
fn committed_routes() -> Routes {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let committed: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let paths = committed["paths"].as_object().unwrap().iter();
    let of_path = |(path, item): (&String, &Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}

#[test]
fn template_description_and_routers_agree() {
    let (deployed, described) = (deployed_routes(), described_routes());
    assert_eq!(committed_routes(), deployed);
    let missing: Vec<_> = described.difference(&deployed).collect();
    let dead: Vec<_> = deployed.difference(&described).collect();
    assert!(missing.is_empty() && dead.is_empty(), "not deployed: {missing:?}; deployed without code: {dead:?}");
}

#[test]
fn routes_are_deployed_with_their_function() {
    for route in deployed() {
        let is_avatar = route.path.ends_with("/avatar");
        let is_table = route.path.starts_with("/api/ingest/data");
        let mut parts = route.path.split('/').filter(|part| !["", "api", "v1", ".well-known"].contains(part));
        let function = match parts.next().unwrap() {
            "citations" | "provenance" | "sessions" => "chat",
            "admin" if route.path.starts_with("/api/admin/documents/") => "documents",
            "admin" if route.path == "/api/admin/tips" => "chat",
            "ingest" if is_table => "tables",
            "ingest" => "documents",
            "users" if is_avatar => "documents",
            "jwks.json" | "users" => "auth",
            "openapi.json" | "redoc" => "docs",
            "version" => "health",
            "metrics" => "admin",
            first => first,
        };
        assert_eq!(route.function, function, "{} {}", route.method, route.path);
        // The runtime answers in one way or the other, so a function that streams does so on all its routes.
        assert_eq!(route.streaming, function == "chat", "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn server_answers_every_deployed_route() {
    let world = World::new(COPILOT).await;
    world.prepare_storage().await;
    world.prepare_collection().await;
    let (_, router) = server::routers(&world.environment(), world.clock(), None).await.unwrap();
    let app = serve(router, Service::new(world.clock().clone()));
    for (method, path) in deployed_routes() {
        let id = "0190b5a0-0000-7000-8000-000000000000";
        let path =
            path.replace("{id}", id).replace("{session_id}", id).replace("{page}", "1").replace("{file}", "start.js");
        let path = path.replace("{version}", "1").replace("{user_id}", id).replace("{role}", "analyst");
        let request = Request::builder().method(method.as_str()).uri(&path).body(Body::empty()).unwrap();
        let status = app.clone().oneshot(request).await.unwrap().status();
        assert!(![404, 405].contains(&status.as_u16()) && !status.is_server_error(), "{method} {path}: {status}");
    }
}

#[test]
fn every_route_has_its_test_file() {
    for route in described() {
        assert!(route.has_tests(), "{} {} has no tests in {}", route.method, route.path, route.test_file());
    }
}
