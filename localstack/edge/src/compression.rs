//! The responses that are compressed.

use axum::body::HttpBody;
use axum::http::{HeaderMap, Response, header};
use tower_http::compression::{CompressionLayer, predicate::Predicate};

/// The sizes of static files that the distribution compresses, in bytes.
const FILE_SIZES: std::ops::RangeInclusive<u64> = 1_000..=10_000_000;
/// Media types of static files that the distribution compresses, of those that the application has.
const FILE_TYPES: [&str; 7] = [
    "text/",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/wasm",
    "application/xml",
    "image/svg+xml",
];

/// Marks a buffered response.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole;

/// Marks a static file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StaticFile;

/// Like the gateway, compresses buffered responses that are large enough and that no function has encoded; like the
/// distribution, compresses static files by their type and size.
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
        if response.extensions().get::<StaticFile>().is_some() {
            return is_compressed_by_the_distribution(response.headers());
        }
        let is_large = |minimum| response.body().size_hint().exact().is_some_and(|size| size >= minimum);
        response.extensions().get::<Whole>().is_some() && self.minimum.is_some_and(is_large)
    }
}

fn is_compressed_by_the_distribution(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let size = text(header::CONTENT_LENGTH).and_then(|size| size.parse().ok());
    let is_text = |media_type: &str| FILE_TYPES.iter().any(|start| media_type.starts_with(start));
    size.is_some_and(|size| FILE_SIZES.contains(&size)) && text(header::CONTENT_TYPE).is_some_and(is_text)
}
