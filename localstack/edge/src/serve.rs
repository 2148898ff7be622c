use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, State},
    http::{HeaderValue, Request, Response, StatusCode, header::CONTENT_TYPE},
    serve::ListenerExt,
};
use tokio::{net::TcpListener, sync::oneshot, time::Instant};
use tracing::{info, warn};

use crate::{Edge, files, forward::Hop, gateway_error::GatewayError, metrics::Metrics};

/// The path of the function that authorises readers of metrics.
const METRICS: &str = "/metrics";
/// The exposition format of Prometheus.
const EXPOSITION: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4");

#[derive(Debug, Clone)]
struct Serving {
    edge: Arc<Edge>,
    port: u16,
}

/// Serves until `stop` resolves, then waits at most `drain` for requests in progress.
pub async fn serve(
    listener: TcpListener,
    edge: Edge,
    stop: impl Future<Output = ()> + Send + 'static,
    drain: Duration,
) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    let compression = edge.compression.layer();
    let router = Router::new().fallback(answer).with_state(Serving { edge: Arc::new(edge), port }).layer(compression);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (stopped, draining) = oneshot::channel();
    let stop = async move {
        stop.await;
        let _nobody_waits = stopped.send(());
    };
    let overdue = async {
        if draining.await.is_ok() {
            tokio::time::sleep(drain).await;
        }
    };
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            warn!("TCP_NODELAY failed, small writes may be delayed: {error}");
        }
    });
    let served = axum::serve(listener, service).with_graceful_shutdown(stop);
    tokio::select! {
        outcome = served.into_future() => outcome,
        () = overdue => {
            warn!("requests in progress were cut off after {} s", drain.as_secs());
            Ok(())
        }
    }
}

async fn answer(
    State(Serving { edge, port }): State<Serving>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request<Body>,
) -> Response<Body> {
    let started = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let outcome = dispatch(&edge, request, Hop { peer, port }).await;
    let failure = outcome.as_ref().err().map(|error| error.kind());
    let response = outcome.unwrap_or_else(|error| edge.errors.response(error, &path));
    let (status, duration_ms) = (response.status().as_u16(), started.elapsed().as_secs_f64() * 1e3);
    info!(%method, path, status, duration_ms, failure, "{method} {path} {status}");
    response
}

async fn dispatch(edge: &Edge, request: Request<Body>, hop: Hop) -> Result<Response<Body>, GatewayError> {
    let (method, path) = (request.method(), request.uri().path());
    if let Some(route) = edge.routes.find(method.as_str(), path) {
        let is_scrape = path == METRICS;
        let answer = edge.forwarder.forward(route, request, hop).await?;
        return match edge.metrics.as_ref().filter(|_| is_scrape && answer.status() == StatusCode::NO_CONTENT) {
            Some(metrics) => scraped(metrics, answer).await,
            None => Ok(answer),
        };
    }
    if let Some(files) = edge.files.as_ref().filter(|_| files::are_meant(method, path)) {
        let mut file = files.forward(request).await?;
        file.headers_mut().extend(edge.errors.security_headers());
        return Ok(file);
    }
    let mut page = edge.site.find(method, request.uri()).await.ok_or(GatewayError::NoRoute)?;
    page.headers_mut().extend(edge.errors.security_headers());
    Ok(page)
}

/// The response with the metrics, after a function has authorised the reader.
async fn scraped(metrics: &Metrics, answer: Response<Body>) -> Result<Response<Body>, GatewayError> {
    let text = metrics.text().await.map_err(|error| {
        warn!("reading the functions' logs failed: {error}");
        GatewayError::BadAnswer
    })?;
    let (mut parts, _) = answer.into_parts();
    parts.status = StatusCode::OK;
    parts.headers.insert(CONTENT_TYPE, EXPOSITION);
    Ok(Response::from_parts(parts, Body::from(text)))
}
