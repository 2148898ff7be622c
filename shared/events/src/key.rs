use percent_encoding::percent_decode_str;

/// A key whose decoded bytes are not UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the object key {0:?} is not percent-encoded UTF-8")]
pub struct KeyError(String);

/// The key of an object as it was put, from the form in which notifications write it.
///
/// Spaces come as `+` from S3 and as `%20` from others; a plus of the key itself is always `%2B`.
pub fn decode_key(encoded: &str) -> Result<String, KeyError> {
    let spaced = encoded.replace('+', " ");
    percent_decode_str(&spaced)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| KeyError(encoded.to_owned()))
}
