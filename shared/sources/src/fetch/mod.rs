//! A fetch: requests with redirects until a file, "not modified" or a reason to stop.

mod body;
mod content;
mod exchange;
mod head;

use crate::{
    AllowList, Kind, Limits, Resolver, Transport, Validators,
    error::{Fault, FetchError},
    host::{self, Target},
};
use content::Content;
use exchange::Exchange;
use head::Head;
use http::HeaderValue;
use sisuiq_clock::Clock;
use std::{net::SocketAddr, sync::Arc};
use tokio::{io::AsyncWrite, time::timeout};

/// Where a fetch writes a file: a temporary file, an upload, or a `Vec<u8>`.
pub type Destination<'a> = &'a mut (dyn AsyncWrite + Send + Unpin);

/// A source to fetch.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// An absolute `https` URL. A fragment is ignored.
    pub url: &'a str,
    /// Validators of the file that is stored already. `None` fetches in any case.
    pub validators: Option<&'a Validators>,
    /// The kinds of files that the source may send, at least one.
    pub expected: &'a [Kind],
    /// Limits of time and size.
    pub limits: Limits,
}

impl<'a> Request<'a> {
    /// An unconditional request with the default limits.
    #[must_use]
    pub fn new(url: &'a str, expected: &'a [Kind]) -> Self {
        Self { url, validators: None, expected, limits: Limits::default() }
    }
}

/// The result of a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The file to which the validators belong is unchanged. Nothing was written.
    NotModified {
        /// The redirects that were followed.
        redirects: Vec<Redirect>,
    },
    /// The whole file was written to the destination. It may equal the stored one: compare `sha256`.
    Fetched(Box<Fetched>),
}

/// A file that was received completely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// SHA-256 of the bytes that were written, in lower-case hex.
    pub sha256: String,
    /// Bytes that were written, after decompression.
    pub length: u64,
    /// Bytes of the body as transferred.
    pub transferred: u64,
    /// The expected kind as which it was recognised.
    pub kind: Kind,
    /// `Content-Type`, as it was sent.
    pub content_type: Option<String>,
    /// Validators for the next request.
    pub validators: Validators,
    /// The URL that sent the file. After a redirect it lacks the query, which may contain a signature that grants access.
    pub final_url: String,
    /// The address that sent the file. For logs.
    pub address: SocketAddr,
    /// The redirects that were followed.
    pub redirects: Vec<Redirect>,
}

/// A redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The URL that redirected, without its query.
    pub from: String,
    /// The status: 301, 302, 303, 307 or 308.
    pub status: u16,
}

/// Fetches sources over HTTP/1.1 with TLS. The module documentation of the crate describes its guard.
///
/// Each request has a connection of its own; neither cookies nor credentials exist, and environment variables have no effect.
#[derive(Clone)]
pub struct Fetcher {
    resolver: Arc<dyn Resolver>,
    transport: Arc<dyn Transport>,
    allowed: AllowList,
    clock: Clock,
    user_agent: HeaderValue,
}

impl Fetcher {
    /// A fetcher that reaches the hosts of the list through this resolver and transport. The clock serves `Retry-After`.
    #[must_use]
    pub fn new(resolver: Arc<dyn Resolver>, transport: Arc<dyn Transport>, allowed: AllowList, clock: Clock) -> Self {
        let user_agent = HeaderValue::from_static(concat!("SISUiQ-sources/", env!("CARGO_PKG_VERSION")));
        Self { resolver, transport, allowed, clock, user_agent }
    }

    /// Sends another `User-Agent`: some publishers ask for one with a contact.
    #[must_use]
    pub fn with_user_agent(mut self, user_agent: HeaderValue) -> Self {
        self.user_agent = user_agent;
        self
    }

    /// Fetches a source and writes the file to a destination, which is flushed at the end.
    ///
    /// The destination receives nothing before the kind of the file is known. If the fetch fails later, it has received a
    /// part of the file, which the caller discards. Memory use does not depend on the size of the file.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn fetch(&self, request: &Request<'_>, destination: Destination<'_>) -> Result<Outcome, FetchError> {
        let mut redirects = Vec::new();
        let followed = timeout(request.limits.total, Box::pin(self.follow(request, destination, &mut redirects))).await;
        match followed.unwrap_or(Err(Fault::TotalTimeout)) {
            Ok(None) => Ok(Outcome::NotModified { redirects }),
            Ok(Some(fetched)) => Ok(Outcome::Fetched(Box::new(Fetched { redirects, ..fetched }))),
            Err(fault) => Err(FetchError { fault, redirects: redirects.len() }),
        }
    }

    /// Fetches a source into memory, at most `limits.decompressed` bytes. The bytes are empty if it is not modified.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn fetch_bytes(&self, request: &Request<'_>) -> Result<(Outcome, Vec<u8>), FetchError> {
        let mut bytes = Vec::new();
        let outcome = self.fetch(request, &mut bytes).await?;
        Ok((outcome, bytes))
    }

    /// Follows redirects to a file, or to `None` for "not modified".
    async fn follow(
        &self,
        request: &Request<'_>,
        destination: Destination<'_>,
        redirects: &mut Vec<Redirect>,
    ) -> Result<Option<Fetched>, Fault> {
        if request.expected.is_empty() {
            return Err(Fault::RequestInvalid("it names no kind of file"));
        }
        let mut target = self.allowed.admit(&host::parse(request.url)?)?;
        let mut requested = Vec::new();
        loop {
            let validators = request.validators.map(|stored| stored.headers(target.url.as_str())).unwrap_or_default();
            let is_conditional = !validators.is_empty();
            let exchange = Exchange::start(self, &target, request, validators).await?;
            let head = head::judge(&exchange.response, &request.limits, is_conditional, self.clock.now())?;
            let location = match head {
                Head::NotModified => return Ok(None),
                Head::File(file) => {
                    let mut content = Content::new(file, request, destination);
                    let (headers, address) = exchange.read_body(&mut content, &request.limits).await?;
                    let validators = Validators::of(target.url.as_str(), &headers);
                    let final_url = if redirects.is_empty() { target.url.to_string() } else { target.without_query() };
                    let received = content.finish().await?;
                    return Ok(Some(Fetched {
                        sha256: received.sha256,
                        length: received.length,
                        transferred: received.transferred,
                        kind: received.kind,
                        content_type: received.content_type,
                        validators,
                        final_url,
                        address,
                        redirects: Vec::new(),
                    }));
                }
                Head::Redirect { location } => location,
            };
            redirects.push(Redirect { from: target.without_query(), status: exchange.response.status().as_u16() });
            drop(exchange);
            target = self.next_target(&target, &location, &mut requested, request.limits.redirects)?;
        }
    }

    /// Judges the target of a redirect as the first URL was judged.
    fn next_target(
        &self,
        from: &Target,
        location: &str,
        requested: &mut Vec<String>,
        most: usize,
    ) -> Result<Target, Fault> {
        requested.push(from.url.to_string());
        let to = self.allowed.admit(&host::join(&from.url, location)?)?;
        if requested.iter().any(|url| url == to.url.as_str()) {
            return Err(Fault::RedirectLoop);
        }
        if requested.len() > most {
            return Err(Fault::TooManyRedirects);
        }
        Ok(to)
    }
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Fetcher").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}
