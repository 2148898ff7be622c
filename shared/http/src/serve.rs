//! A router with everything around it.

use axum::extract::DefaultBodyLimit;
use axum::response::IntoResponse;
use axum::{Extension, Router, middleware as layers};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::middleware::{
    admission::{self, Admission},
    compression, cors, csrf, double_submit, headers, observe, text, timeout,
};
use crate::{Problem, Service, limits};

/// Wraps `router` in everything a response of this product has: trace id, request log, error body, security headers, a
/// net for panics, protection against cross-site requests, CORS headers for pages of listed origins, and limits on size, time
/// and concurrency.
///
/// Unknown paths and wrong methods are answered here too, so call it once, with all routes in place.
pub fn serve(router: OpenApiRouter, service: Service) -> Router {
    let (app, _description) = router.split_for_parts();
    // From the inside out: what is added last sees a request first.
    let app = app
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(service.body_limit))
        .layer(layers::from_fn(limits::report))
        .layer(layers::from_fn_with_state(service.timeout, timeout::limit))
        .layer(layers::from_fn_with_state(service.at_once.map(Admission::new), admission::admit))
        .layer(layers::from_fn(text::no_nul))
        .layer(layers::from_fn(double_submit::check))
        .layer(csrf::layer(&service))
        .layer(CatchPanicLayer::custom(|_| Problem::panicked().into_response()));
    // outside the layers that reject requests, so that a page of another origin can read the reason
    let app = match cors::layer(&service.origins.0) {
        Some(cors) => app.layer(cors),
        None => app,
    };
    app.layer(layers::from_fn(compression::spare_secrets))
        .layer(layers::from_fn_with_state(service.clone(), observe::request))
        .layer(layers::from_fn(headers::secure))
        .layer(Extension(service))
}

async fn unknown_path() -> Problem {
    Problem::not_found("path")
}

async fn wrong_method() -> Problem {
    Problem::method_not_allowed()
}
