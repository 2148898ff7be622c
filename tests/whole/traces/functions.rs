//! What serves functions to the edge: here, all of them in one process.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    response::Response,
};
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Where the functions are.
#[derive(Clone)]
struct Functions {
    server: SocketAddr,
    client: reqwest::Client,
}

/// Serves `/lambda-url/FUNCTION/PATH` by the server's `/PATH`; gives where.
pub(super) async fn serve(server: SocketAddr) -> String {
    let app = Router::new().fallback(pass).with_state(Functions { server, client: reqwest::Client::new() });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

async fn pass(State(functions): State<Functions>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().unwrap().as_str().strip_prefix("/lambda-url/").unwrap();
    let (_function, path) = path.split_once('/').unwrap();
    let address = format!("http://{}/{path}", functions.server);
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let answer =
        functions.client.request(parts.method, address).headers(parts.headers).body(body).send().await.unwrap();
    let mut response = Response::builder().status(answer.status());
    response.headers_mut().unwrap().extend(answer.headers().clone());
    response.body(Body::from(answer.bytes().await.unwrap())).unwrap()
}
