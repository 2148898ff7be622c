//! Behaviours of a played source.

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, time::Duration};

/// What a request is answered with.
#[derive(Debug, Clone)]
pub enum Behaviour {
    /// A response.
    Reply(Reply),
    /// These bytes, whether or not they are HTTP, and the end of the connection.
    Raw(Bytes),
    /// Nothing, and the connection stays open.
    Silence,
    /// The end of the connection; over TCP, a reset.
    Reset,
    /// Headers without end.
    EndlessHead,
    /// A chunked CSV file without end.
    EndlessBody,
}

impl From<Reply> for Behaviour {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

/// How a response says where its body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `Content-Length`.
    Length,
    /// `Content-Length` of this many bytes, whatever the body has.
    WrongLength(u64),
    /// Chunks.
    Chunks,
    /// Chunks without the last, empty one.
    UnfinishedChunks,
    /// By the end of the connection.
    Close,
}

/// A response. A request with its `ETag` in `If-None-Match` is answered 304.
#[derive(Debug, Clone)]
pub struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Bytes,
    pub(super) framing: Framing,
    pub(super) pace: Option<(usize, Duration)>,
}

impl Reply {
    /// A file with status 200.
    #[must_use]
    pub fn file(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { body: body.into(), ..Self::status(200) }.header("Content-Type", content_type)
    }

    /// An empty response.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::new(), framing: Framing::Length, pace: None }
    }

    /// A redirect (302) to a URL, which may be relative.
    #[must_use]
    pub fn redirect(location: &str) -> Self {
        Self::status(302).header("Location", location)
    }

    /// A web page with status 200 that reports an error.
    #[must_use]
    pub fn error_page() -> Self {
        Self::file("text/html", "<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>")
    }

    /// A CSV file that unpacks to this many bytes, of which gzip makes a thousandth.
    #[must_use]
    pub fn gzip_bomb(bytes: usize) -> Self {
        Self::file("text/csv", vec![b'1'; bytes]).gzip()
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an `ETag`, which has its quotes.
    #[must_use]
    pub fn etag(self, etag: &str) -> Self {
        self.header("ETag", etag)
    }

    /// Changes the framing of the body.
    #[must_use]
    pub const fn framing(mut self, framing: Framing) -> Self {
        self.framing = framing;
        self
    }

    /// Sends this many bytes of the body at a time, with a pause before each.
    #[must_use]
    pub const fn pace(mut self, bytes: usize, pause: Duration) -> Self {
        self.pace = Some((bytes, pause));
        self
    }

    /// Compresses the body.
    #[must_use]
    pub fn gzip(mut self) -> Self {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        // a Vec takes all bytes
        if encoder.write_all(&self.body).is_ok()
            && let Ok(packed) = encoder.finish()
        {
            self.body = packed.into();
        }
        self.header("Content-Encoding", "gzip")
    }
}
