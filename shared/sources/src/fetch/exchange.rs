//! One request and its response, over a connection of its own.

use super::{Fetcher, Request, body, content::Content};
use crate::{
    Kind, Limits, VettedAddress, address,
    error::Fault,
    host::Target,
    network::{ConnectError, Connection},
};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Response,
    header::{ACCEPT, ACCEPT_ENCODING, CONNECTION, HOST, USER_AGENT},
};
use http_body_util::Empty;
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{io::AsyncReadExt, task::JoinHandle, time::timeout};

/// Addresses of a name that are tried in turn.
const MOST_ADDRESSES: usize = 4;
/// hyper's smallest buffer. The limit of the head applies within it.
const LEAST_BUFFER: usize = 8 << 10;
const BUFFER: usize = 64 << 10;
/// Bytes after the end of a message come with it or right after it.
const SURPLUS_WAIT: Duration = Duration::from_millis(100);

type Io = TokioIo<Box<dyn Connection>>;

/// A response whose body has not been read.
pub(super) struct Exchange {
    pub(super) response: Response<Incoming>,
    driver: Driver,
    address: VettedAddress,
}

/// The task that moves bytes of the connection. It ends with its owner.
struct Driver(JoinHandle<hyper::Result<http1::Parts<Io>>>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Exchange {
    /// Resolves the name, checks every address, connects to one of those checked, and requests the target.
    pub(super) async fn start(
        fetcher: &Fetcher,
        target: &Target,
        request: &Request<'_>,
        validators: Vec<(HeaderName, HeaderValue)>,
    ) -> Result<Self, Fault> {
        let limits = &request.limits;
        let resolving = timeout(limits.connect, fetcher.resolver.resolve(&target.host)).await;
        let found = resolving.map_err(|_| Fault::ConnectTimeout)?.map_err(|_| Fault::NameUnresolved)?;
        let vetted = address::vet(&found, target.port).map_err(|range| Fault::AddressForbidden { range })?;
        let (connection, address) = connect(fetcher, target, &vetted, limits.connect).await?;
        let outgoing = outgoing(fetcher, target, request.expected, validators)?;
        let sending = send(connection, outgoing, limits);
        let (response, driver) = timeout(limits.head, sending).await.map_err(|_| Fault::HeadTimeout)??;
        Ok(Self { response, driver, address })
    }

    /// Reads the body to its end. Returns the headers and the address that sent it.
    pub(super) async fn read_body(
        self,
        content: &mut Content<'_>,
        limits: &Limits,
    ) -> Result<(HeaderMap, SocketAddr), Fault> {
        let Self { response, driver, address } = self;
        let (head, incoming) = response.into_parts();
        body::read(incoming, content, limits).await?;
        if has_surplus(driver).await { Err(Fault::LengthMismatch) } else { Ok((head.headers, address.socket())) }
    }
}

/// Connects to the first address that accepts. The reason why the first does not is the one that is reported.
async fn connect(
    fetcher: &Fetcher,
    target: &Target,
    addresses: &[VettedAddress],
    limit: Duration,
) -> Result<(Box<dyn Connection>, VettedAddress), Fault> {
    let mut first_fault = None;
    for address in addresses.iter().take(MOST_ADDRESSES) {
        let fault = match timeout(limit, fetcher.transport.connect(&target.host, *address)).await {
            Ok(Ok(connection)) => return Ok((connection, *address)),
            Ok(Err(ConnectError::Unreachable(_))) => Fault::Unreachable,
            Ok(Err(ConnectError::Certificate(_))) => Fault::CertificateInvalid,
            Ok(Err(ConnectError::Tls(_))) => Fault::TlsFailed,
            Err(_) => Fault::ConnectTimeout,
        };
        first_fault.get_or_insert(fault);
    }
    Err(first_fault.unwrap_or(Fault::NameUnresolved))
}

fn outgoing(
    fetcher: &Fetcher,
    target: &Target,
    expected: &[Kind],
    validators: Vec<(HeaderName, HeaderValue)>,
) -> Result<http::Request<Empty<Bytes>>, Fault> {
    let mut accepted: Vec<&str> = expected.iter().map(|kind| kind.media_types()).collect();
    accepted.push("*/*;q=0.1");
    let mut request = http::Request::builder()
        .method(Method::GET)
        .uri(target.path_and_query())
        .header(HOST, target.authority())
        .header(USER_AGENT, &fetcher.user_agent)
        .header(ACCEPT, accepted.join(", "))
        .header(ACCEPT_ENCODING, "gzip")
        .header(CONNECTION, "close");
    for (name, value) in validators {
        request = request.header(name, value);
    }
    request.body(Empty::new()).map_err(|_| Fault::UrlMalformed)
}

async fn send(
    connection: Box<dyn Connection>,
    request: http::Request<Empty<Bytes>>,
    limits: &Limits,
) -> Result<(Response<Incoming>, Driver), Fault> {
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(BUFFER.max(limits.head_bytes).max(LEAST_BUFFER))
        .max_header_size(limits.head_bytes)
        .max_headers(limits.headers)
        .handshake(TokioIo::new(connection))
        .await
        .map_err(|_| Fault::ConnectionLost)?;
    // without the shutdown the connection comes back, and shows what follows the message
    let driver = Driver(tokio::spawn(connection.without_shutdown()));
    let response = sender.send_request(request).await.map_err(|error| head_fault(&error))?;
    Ok((response, driver))
}

fn head_fault(error: &hyper::Error) -> Fault {
    if error.is_parse_too_large() {
        Fault::HeadTooLarge
    } else if error.is_parse() {
        Fault::ResponseMalformed
    } else {
        Fault::ConnectionLost
    }
}

/// Returns whether bytes follow the end of the message. A length that counts characters in place of bytes is shorter than the
/// file, and what arrives within it looks complete.
async fn has_surplus(mut driver: Driver) -> bool {
    let Ok(Ok(Ok(parts))) = timeout(SURPLUS_WAIT, &mut driver.0).await else { return false };
    if !parts.read_buf.is_empty() {
        return true;
    }
    let mut connection = parts.io.into_inner();
    let mut byte = [0];
    let read: io::Result<usize> = timeout(SURPLUS_WAIT, connection.read(&mut byte)).await.unwrap_or(Ok(0));
    read.is_ok_and(|count| count > 0)
}
