//! One HTTP/1 connection at a time, as thin as can be: what it costs is taken from the cores that are measured.

mod events;
mod load;
pub(crate) mod multipart;

pub(crate) use load::{Load, Outcome};

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use http::{HeaderName, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpStream;

/// A request to be sent any number of times.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    method: Method,
    path: String,
    headers: Vec<(HeaderName, String)>,
    body: Bytes,
}

impl Call {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), headers: Vec::new(), body: Bytes::new() }
    }

    pub(crate) fn post(path: impl Into<String>, content_type: &str, body: impl Into<Bytes>) -> Self {
        let headers = vec![(header::CONTENT_TYPE, content_type.to_owned())];
        Self { method: Method::POST, path: path.into(), headers, body: body.into() }
    }

    pub(crate) fn post_json(path: impl Into<String>, body: &Value) -> Self {
        Self::post(path, "application/json", body.to_string())
    }

    /// The same with an access token.
    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.headers.push((header::AUTHORIZATION, format!("Bearer {token}")));
        self
    }

    /// The same from another address, as the proxy before the server tells it.
    pub(crate) fn sent_from(mut self, address: Ipv4Addr) -> Self {
        self.headers.push((HeaderName::from_static("x-forwarded-for"), address.to_string()));
        self
    }
}

/// An answer that was read to its end.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
}

impl Reply {
    /// The body.
    ///
    /// # Errors
    /// The request failed, or the body is no JSON.
    pub(crate) fn json(&self) -> Result<Value> {
        if !self.status.is_success() {
            bail!("{}: {}", self.status, String::from_utf8_lossy(&self.body));
        }
        serde_json::from_slice(&self.body).context("the answer is not JSON")
    }
}

/// A connection that is kept open.
#[derive(Debug)]
pub(crate) struct Connection {
    sender: http1::SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("nobody listens on {address}"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // ends with the sender; whatever goes wrong shows at the next request
        tokio::spawn(async move { drop(connection.await) });
        Ok(Self { sender, host: address.to_string() })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&mut self, call: &Call) -> Result<Reply> {
        let (status, body) = self.begin(call).await?;
        Ok(Reply { status, body: body.collect().await?.to_bytes() })
    }

    /// Sends a request; the body is still to be read.
    pub(crate) async fn begin(&mut self, call: &Call) -> Result<(StatusCode, Incoming)> {
        let mut request = Request::builder().method(&call.method).uri(&call.path).header(header::HOST, &self.host);
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(call.body.clone()))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        Ok((response.status(), response.into_body()))
    }
}
