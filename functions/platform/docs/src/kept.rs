//! Texts that change only with a release, for browsers to keep.

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, StatusCode};
use sha2::{Digest, Sha256};

/// Clients cache it for five minutes and then revalidate it.
const LIFETIME: &str = "public, max-age=300";

/// A text with its content type and its entity tag.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    kind: &'static str,
    text: &'static str,
    /// A weak tag, because the compressed text has the same one.
    tag: String,
}

impl Kept {
    pub(crate) fn new(kind: &'static str, text: &'static str) -> Self {
        let digest = hex::encode(Sha256::digest(text));
        Self { kind, text, tag: format!("W/\"{}\"", digest.split_at(32).0) }
    }

    /// The text, or 304 if the client has it already.
    pub(crate) fn answer(&self, asked: &HeaderMap) -> Response {
        let headers = [(ETAG, self.tag.as_str()), (CACHE_CONTROL, LIFETIME)];
        if self.is_known(asked) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (headers, [(CONTENT_TYPE, self.kind)], Bytes::from_static(self.text.as_bytes())).into_response()
    }

    /// Returns whether the asker has it, as `If-None-Match` says (RFC 9110, 13.1.2: tags are compared weakly).
    fn is_known(&self, asked: &HeaderMap) -> bool {
        let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let lines = asked.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
        let mut tags = lines.flat_map(|line| line.split(',')).map(strong);
        tags.any(|tag| tag == "*" || tag == strong(&self.tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_it_is_told_so() {
        let kept = Kept::new("text/plain", "grid");
        let is_known = |line: &str| kept.is_known(&HeaderMap::from_iter([(IF_NONE_MATCH, line.parse().unwrap())]));
        let own = kept.tag.clone();
        assert!(is_known("*") && is_known(&own) && is_known(own.trim_start_matches("W/")));
        assert!(is_known(&format!("\"other\", {own}")));
        assert!(!is_known("\"other\"") && !is_known("") && !kept.is_known(&HeaderMap::new()));
        assert_ne!(Kept::new("text/plain", "grids").tag, own);
    }
}
