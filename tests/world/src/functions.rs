//! The HTTP functions in this process. Each is started by its first request, because a test uses two or three of them.

use super::product::{Product, Start};
use axum::{Router, body::Body};
use futures::FutureExt;
use http::{Request, Response};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Service, serve};
use sisuiq_identity::Foundation;
use std::{collections::BTreeMap, convert::Infallible, sync::Arc};
use tokio::sync::OnceCell;
use tower::{ServiceExt, service_fn};

/// The function of each path, like the gateway's routes: the first that fits. `*` stands for one segment.
const PATHS: [(&str, &str); 38] = [
    ("/.well-known", "auth"),
    ("/api/admin/documents/*", "documents"),
    ("/api/admin/tips", "chat"),
    ("/api/admin", "admin"),
    ("/api/analysis", "datasets"),
    ("/api/auth", "auth"),
    ("/api/chat", "chat"),
    ("/api/citations", "chat"),
    ("/api/datasets/shared/*/message", "chat"),
    ("/api/datasets", "datasets"),
    ("/api/docs", "docs"),
    ("/api/documents", "documents"),
    ("/api/groups", "documents"),
    ("/api/health", "health"),
    ("/api/ingest/data", "tables"),
    ("/api/ingest", "documents"),
    ("/api/openapi.json", "docs"),
    ("/api/predict", "predict"),
    ("/api/provenance", "chat"),
    ("/api/redoc", "docs"),
    ("/api/tools", "datasets"),
    ("/api/version", "health"),
    ("/api/v1/auth", "auth"),
    ("/api/v1/documents", "documents"),
    ("/api/v1/health", "health"),
    ("/api/v1/knowledge/datasets", "documents"),
    ("/api/v1/knowledge/entities", "knowledge"),
    ("/api/v1/knowledge/screen", "screening"),
    ("/api/v1/knowledge/alerts", "screening"),
    ("/api/v1/knowledge", "chat"),
    ("/api/v1/ops", "ops"),
    ("/api/v1/sources", "sources"),
    ("/api/v1/sessions", "chat"),
    ("/api/v1/chat", "chat"),
    ("/api/v1/users/me/avatar", "documents"),
    ("/api/v1/users", "auth"),
    ("/health", "health"),
    ("/metrics", "admin"),
];

/// The name of the function that has this path.
#[must_use]
pub fn function_of(path: &str) -> Option<&'static str> {
    let starts = |start: &str| {
        let mut segments = path.split('/');
        start.split('/').all(|wanted| segments.next().is_some_and(|segment| wanted == "*" || wanted == segment))
    };
    PATHS.iter().find(|(start, _)| starts(start)).map(|(_, function)| *function)
}

/// Functions over one foundation, started by their first request.
struct Functions {
    environment: Environment,
    clock: Clock,
    foundation: Foundation,
    known: BTreeMap<&'static str, (Start, OnceCell<Router>)>,
    /// Answers requests whose path belongs to no function.
    others: Router,
}

/// A router of these functions with the same middleware as in production.
pub(super) fn router(product: Product, environment: Environment, clock: Clock) -> Router {
    let foundation = Foundation::from_environment(&environment, &clock).expect("the settings are complete");
    let known = product.functions.iter().map(|&(name, start)| (name, (start, OnceCell::new()))).collect();
    let others = serve(sisuiq_http::router(), service(&environment, &clock));
    let functions = Arc::new(Functions { environment, clock, foundation, known, others });
    Router::new().fallback_service(service_fn(move |request: Request<Body>| {
        let functions = Arc::clone(&functions);
        async move { Ok::<_, Infallible>(functions.respond(request).await) }.boxed()
    }))
}

impl Functions {
    async fn respond(&self, request: Request<Body>) -> Response<Body> {
        let function = function_of(request.uri().path()).and_then(|name| self.known.get(name));
        let router = match function {
            Some((start, running)) => running.get_or_init(|| self.start(*start)).await,
            None => &self.others,
        };
        router.clone().oneshot(request).await.expect("a router answers every request")
    }

    async fn start(&self, start: Start) -> Router {
        let routes = start(self.environment.clone(), self.foundation.clone()).await.expect("the settings are complete");
        serve(routes, service(&self.environment, &self.clock))
    }
}

fn service(environment: &Environment, clock: &Clock) -> Service {
    Service::from_environment(environment, clock.clone()).expect("the settings are complete")
}
