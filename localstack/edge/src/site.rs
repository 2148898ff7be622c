//! Static files next to the API, or a landing page if there are none.

use std::path::PathBuf;

use axum::{
    body::Body,
    http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header},
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::{EdgeError, compression::StaticFile};

const LANDING_PAGE: &str = include_str!("landing.html");
const MISSING_PAGE: &str = "/404.html";
/// Content security policy of pages. Scripts and styles are files of the same origin.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";
/// Longer paths and names name no file; the file system would refuse them with an error instead.
const LONGEST_PATH: usize = 2_048;
const LONGEST_NAME: usize = 255;
/// Path prefix of files with a content hash in their names.
const UNCHANGING: &str = "/_next/static/";

#[derive(Debug, Clone)]
pub(crate) enum Site {
    Landing,
    Folder(ServeDir),
}

impl Site {
    pub(crate) fn new(folder: Option<PathBuf>) -> Result<Self, EdgeError> {
        match folder {
            None => Ok(Self::Landing),
            Some(folder) if folder.is_dir() => Ok(Self::Folder(ServeDir::new(folder))),
            Some(folder) => Err(EdgeError::NoFolder(folder)),
        }
    }

    /// The page or file of a request, if there is one. A redirect to a folder keeps the query, which says what a page shows.
    pub(crate) async fn find(&self, method: &Method, uri: &Uri) -> Option<Response<Body>> {
        let path = uri.path();
        if !matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        let mut response = match self {
            Self::Landing if path == "/" => landing_page(),
            Self::Landing => return None,
            Self::Folder(folder) if is_too_long(path) => missing(folder, path).await?,
            Self::Folder(folder) => {
                let request = Request::builder().method(method).uri(uri).body(Body::empty()).ok()?;
                let answer = folder.clone().oneshot(request).await.ok()?;
                match answer.status() {
                    StatusCode::METHOD_NOT_ALLOWED => return None,
                    StatusCode::NOT_FOUND => missing(folder, path).await?,
                    _ => answer.map(Body::new),
                }
            }
        };
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
        let is_unchanging = path.starts_with(UNCHANGING) && response.status().is_success();
        let kept = if is_unchanging { "public, max-age=31536000, immutable" } else { "no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        response.extensions_mut().insert(StaticFile);
        Some(response)
    }
}

/// The response for a missing page. Paths below /api/ get the gateway's error instead.
async fn missing(folder: &ServeDir, path: &str) -> Option<Response<Body>> {
    if path.starts_with("/api/") {
        return None;
    }
    let request = Request::builder().uri(MISSING_PAGE).body(Body::empty()).ok()?;
    let mut page = folder.clone().oneshot(request).await.ok().filter(|page| page.status().is_success())?;
    *page.status_mut() = StatusCode::NOT_FOUND;
    Some(page.map(Body::new))
}

fn is_too_long(path: &str) -> bool {
    path.len() > LONGEST_PATH || path.split('/').any(|name| name.len() > LONGEST_NAME)
}

fn landing_page() -> Response<Body> {
    let mut response = Response::new(Body::from(LANDING_PAGE));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
