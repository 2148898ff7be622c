//! The responses that are compressed.

use axum::body::HttpBody;
use axum::http::Response;
use tower_http::compression::{CompressionLayer, predicate::Predicate};

/// Marks a buffered response.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole;

/// Like the gateway, compresses buffered responses that are large enough and that no function has encoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compression {
    minimum: Option<u64>,
}

impl From<Option<u32>> for Compression {
    fn from(minimum: Option<u32>) -> Self {
        Self { minimum: minimum.map(u64::from) }
    }
}

impl Compression {
    pub(crate) fn layer(self) -> CompressionLayer<Self> {
        CompressionLayer::new().gzip(true).deflate(true).compress_when(self)
    }
}

impl Predicate for Compression {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        let is_large = |minimum| response.body().size_hint().exact().is_some_and(|size| size >= minimum);
        response.extensions().get::<Whole>().is_some() && self.minimum.is_some_and(is_large)
    }
}
