//! Digests of files, as requests give them.

/// Checks a SHA-256 in lower-case hex.
pub(crate) fn hex_digest(text: &str) -> garde::Result {
    let is_hex = text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if is_hex && text.len() == 64 { Ok(()) } else { Err(garde::Error::new("must be 64 lower-case hexadecimal digits")) }
}
