//! Texts that often break parsers.

use rand::{
    Rng,
    distr::{Alphanumeric, SampleString},
    seq::IndexedRandom,
};
use rand_chacha::ChaCha8Rng;

const TEXTS: [&str; 40] = [
    "",
    " ",
    "\t\n\u{b}\u{c}\r",
    "\u{0}",
    "before\u{0}after",
    "\r\nSet-Cookie: access_token=stolen",
    "\r\n\r\n<html>split</html>",
    "%0d%0aX-Injected:%20yes",
    "'",
    "' OR '1'='1' --",
    "'; DROP TABLE users; --",
    "\\",
    "\\u0000",
    "\"",
    "${jndi:ldap://127.0.0.1:1/a}",
    "{{7*7}}",
    "%s%s%n%x",
    "$(reboot)",
    "`id`",
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "C:\\Windows\\System32",
    "/dev/zero",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "<script>alert(1)</script>",
    "-1",
    "0",
    "9223372036854775808",
    "-9223372036854775809",
    "1e400",
    "NaN",
    "0x7fffffff",
    "true",
    "null",
    "\u{feff}",
    "\u{202e}txt.fdp",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}",
    "👩‍👩‍👧‍👦\u{1f3f4}\u{e0067}\u{e007f}",
    "\u{fffe}\u{ffff}\u{10ffff}",
];

/// Draws a known, a random or a long text.
pub(super) fn text(chance: &mut ChaCha8Rng) -> String {
    match chance.random_range(0..10) {
        0..6 => (*TEXTS.choose(chance).unwrap()).to_owned(),
        6 => (0..chance.random_range(1..200)).map(|_| chance.random::<char>()).collect(),
        7 => Alphanumeric.sample_string(chance, 64),
        8 => TEXTS.choose(chance).unwrap().repeat(chance.random_range(2..200)),
        _ => long(chance),
    }
}

/// Draws a text of one repeated character, up to 200,000 times.
pub(super) fn long(chance: &mut ChaCha8Rng) -> String {
    let length = *[255, 256, 4_096, 65_536, 200_000].choose(chance).unwrap();
    ["a", "é", "0", "[", "\u{0}", "."].choose(chance).unwrap().repeat(length)
}

/// Draws random bytes, most of which are not text.
pub(super) fn bytes(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let length = chance.random_range(1..300);
    (0..length).map(|_| chance.random()).collect()
}

/// Percent-encodes every byte except ASCII letters, digits, dots and dashes.
pub(super) fn escaped(bytes: &[u8]) -> String {
    let escape = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' => char::from(*byte).to_string(),
        byte => format!("%{byte:02x}"),
    };
    bytes.iter().map(escape).collect()
}
