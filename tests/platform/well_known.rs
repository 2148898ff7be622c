//! Well-known URLs.

mod jwks_json;
