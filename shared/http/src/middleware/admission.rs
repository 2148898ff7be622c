//! Limits the number of concurrent requests. Some others wait for up to a second, and the rest are rejected with `Retry-After`.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::Problem;

/// The number of waiting requests for each running one.
const WAITING_FOR_EACH: usize = 2;
/// The longest time that a request waits, so that it is either served soon or rejected.
const TIMEOUT: Duration = Duration::from_secs(1);
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// Liveness endpoints, which answer even under overload.
const SIGNS_OF_LIFE: [&str; 4] = ["/health", "/api/health", "/api/health/live", "/api/v1/health"];

/// The concurrency limit of a process; clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Admission {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Admission {
    pub(crate) fn new(at_once: usize) -> Self {
        let places = at_once.saturating_mul(WAITING_FOR_EACH).min(Semaphore::MAX_PERMITS);
        Self { turns: Arc::new(Semaphore::new(at_once)), places: Arc::new(Semaphore::new(places)) }
    }

    /// A permit, immediately or after a short wait. `None` if too many requests wait already or the wait is too long.
    async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(turn) = Arc::clone(&self.turns).try_acquire_owned() {
            return Some(turn);
        }
        let _place = self.places.try_acquire().ok()?;
        timeout(TIMEOUT, Arc::clone(&self.turns).acquire_owned()).await.ok()?.ok()
    }
}

/// Admits a request. Its permit is released when the response begins, because a streamed body mostly waits for its source.
pub(crate) async fn admit(State(admission): State<Option<Admission>>, request: Request, next: Next) -> Response {
    let Some(admission) = admission.filter(|_| !SIGNS_OF_LIFE.contains(&request.uri().path())) else {
        return next.run(request).await;
    };
    let Some(_turn) = admission.turn().await else {
        return Problem::unavailable("service", RETRY_AFTER)
            .detail("the server is overloaded; try again in a moment")
            .into_response();
    };
    next.run(request).await
}
