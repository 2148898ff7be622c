//! A record with its signature: a JSON Web Signature in its flattened JSON form (RFC 7515, section 7.2.2).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The type in the signed header, so that no other signature of the same key can be mistaken for one of a record.
pub const TYPE: &str = "sisuiq-answer-record+json";

/// A record with its signature.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SignedRecord {
    /// The record: JSON in base64url.
    pub payload: String,
    /// The header: JSON in base64url.
    pub protected: String,
    /// The signature of both, in base64url.
    pub signature: String,
}

/// The header of a signature by this key, in base64url.
#[must_use]
pub fn protected_header(kid: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!({ "alg": "EdDSA", "kid": kid, "typ": TYPE }).to_string())
}

/// The signed bytes of a header and a payload.
#[must_use]
pub fn signing_input(protected: &str, payload: &str) -> String {
    [protected, ".", &URL_SAFE_NO_PAD.encode(payload)].concat()
}

impl SignedRecord {
    /// Out of its parts; the payload is plain JSON, header and signature are in base64url.
    #[must_use]
    pub fn new(protected: String, payload: &str, signature: String) -> Self {
        Self { payload: URL_SAFE_NO_PAD.encode(payload), protected, signature }
    }
}
