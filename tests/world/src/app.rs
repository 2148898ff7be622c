//! The HTTP functions in this process.

use super::{Reply, World, functions, nginx};
use axum::{Router, body::Body};
use http::Request;
use tower::ServiceExt;

impl World {
    /// Sends a request and returns the reply.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        Reply::read(self.respond(request).await).await
    }

    /// Sends a request and returns the response with an unread body.
    pub async fn respond(&self, request: Request<Body>) -> http::Response<Body> {
        Box::pin(self.prepare_for(request.uri().path())).await;
        Box::pin(self.app()).await.oneshot(request).await.expect("the app answers every request")
    }

    /// Creates the stores that this path may use.
    async fn prepare_for(&self, path: &str) {
        if ["/api/datasets", "/api/documents", "/api/ingest", "/api/v1/documents"]
            .iter()
            .any(|start| path.starts_with(start))
            || path.ends_with("/avatar")
            || path == "/api/predict/eclo/batch"
        {
            self.prepare_storage().await;
        } else if path.starts_with("/api/chat") || path.starts_with("/api/v1/chat") {
            self.prepare_collection().await;
        } else if path.starts_with("/api/health/") || path.starts_with("/api/v1/health/") {
            self.prepare_storage().await;
            self.prepare_collection().await;
        }
    }

    /// All HTTP functions with the same middleware as in production.
    pub async fn app(&self) -> Router {
        let running = || self.inner.running.lock().expect("no test panicked holding the functions");
        let known = running().app.clone();
        if let Some(app) = known {
            return app;
        }
        let app = self.start_app().await;
        running().app = Some(app.clone());
        app
    }

    /// A new instance of all HTTP functions, which shares no memory with others.
    pub async fn start_app(&self) -> Router {
        let app = functions::router(self.inner.product, self.environment(), self.clock().clone());
        match nginx::program() {
            Some(program) => nginx::before(app, &program).await,
            None => app,
        }
    }
}
