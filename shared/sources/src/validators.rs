//! Validators of conditional requests (RFC 9110, section 13).

use http::{
    HeaderMap, HeaderValue,
    header::{DATE, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED},
};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A longer validator is not stored.
const MAX_BYTES: usize = 512;
/// RFC 9110, section 8.8.2.2: a younger `Last-Modified` does not exclude a second change within the same second.
const STRONG_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// Validators of the file that a fetch received, to be stored and passed to the next fetch of the source.
///
/// They are sent only to the URL from which they came: after a redirect to another file, an equal `ETag` there would hide a
/// change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// SHA-256 of the URL that sent the file, in lower-case hex: the URL itself may contain a signature that grants access.
    pub url_sha256: String,
    /// `ETag`, with its quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`, as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Validators {
    /// Reads the validators of a response. What is repeated, too long or not of the form that is sent back is left out.
    pub(crate) fn of(url: &str, headers: &HeaderMap) -> Self {
        let etag = single(headers, &ETAG).filter(|etag| is_entity_tag(etag));
        let date = single(headers, &DATE).and_then(http_date);
        let last_modified = single(headers, &LAST_MODIFIED).filter(|value| {
            let modified = http_date(value);
            // beside an entity tag it only serves recipients that do not know tags
            modified.is_some_and(|modified| {
                etag.is_some() || date.is_some_and(|date| date.duration_since(modified) >= STRONG_AFTER)
            })
        });
        Self { url_sha256: digest(url), etag: etag.map(str::to_owned), last_modified: last_modified.map(str::to_owned) }
    }

    /// The headers of a conditional request for a URL: none for another URL than that of the validators.
    pub(crate) fn headers(&self, url: &str) -> Vec<(HeaderName, HeaderValue)> {
        if self.url_sha256 != digest(url) {
            return Vec::new();
        }
        let etag = self.etag.as_deref().filter(|etag| is_entity_tag(etag));
        let last_modified = self.last_modified.as_deref().filter(|value| http_date(value).is_some());
        [(IF_NONE_MATCH, etag), (IF_MODIFIED_SINCE, last_modified)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, HeaderValue::from_str(value?).ok()?)))
            .collect()
    }
}

/// The value of a header that occurs once and is short and visible ASCII.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?.trim();
    (values.next().is_none() && value.len() <= MAX_BYTES).then_some(value)
}

/// Reads a date of HTTP in the form that RFC 9110 requires of senders.
pub(crate) fn http_date(value: &str) -> Option<Timestamp> {
    if value.ends_with("GMT") { rfc2822::parse(value).ok().map(|zoned| zoned.timestamp()) } else { None }
}

fn is_entity_tag(value: &str) -> bool {
    let opaque = value.strip_prefix("W/").unwrap_or(value);
    let opaque = opaque.strip_prefix('"').and_then(|opaque| opaque.strip_suffix('"'));
    opaque.is_some_and(|opaque| opaque.bytes().all(|byte| (0x21..=0x7e).contains(&byte) && byte != b'"'))
}

fn digest(url: &str) -> String {
    hex::encode(Sha256::digest(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://www.un.org/list.xml";

    fn of(headers: &[(HeaderName, &str)]) -> Validators {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, HeaderValue::from_str(value).unwrap());
        }
        Validators::of(URL, &map)
    }

    #[test]
    fn validators_return_to_their_url_only() {
        let validators = of(&[(ETAG, "W/\"a-1\""), (LAST_MODIFIED, "Sun, 06 Nov 1994 08:49:37 GMT")]);
        assert_eq!(validators.headers(URL).len(), 2);
        assert!(validators.headers("https://www.un.org/other.xml").is_empty());
        assert!(Validators::default().headers(URL).is_empty());
    }

    #[test]
    fn malformed_validators_are_left_out() {
        for etag in ["abc", "\"a", "\"a\"b\"", "W/a", "w/\"a\"", "\"a b\"", "\"", ""] {
            assert_eq!(of(&[(ETAG, etag)]).etag, None, "{etag}");
        }
        assert_eq!(of(&[(ETAG, "\"a\""), (ETAG, "\"b\"")]).etag, None);
        assert_eq!(of(&[(ETAG, &format!("\"{}\"", "a".repeat(600)))]).etag, None);
        for date in ["yesterday", "Sun, 06 Nov 1994 08:49:37 +0000", "1994-11-06", ""] {
            assert_eq!(of(&[(ETAG, "\"a\""), (LAST_MODIFIED, date)]).last_modified, None, "{date}");
        }
    }

    #[test]
    fn fresh_last_modified_alone_is_left_out() {
        let modified = (LAST_MODIFIED, "Sun, 06 Nov 1994 08:49:37 GMT");
        let with = |date| of(&[modified.clone(), (DATE, date)]).last_modified;
        assert_eq!(with("Sun, 06 Nov 1994 08:50:36 GMT"), None);
        assert!(with("Sun, 06 Nov 1994 08:50:37 GMT").is_some());
        assert_eq!(of(&[modified]).last_modified, None);
    }

    #[test]
    fn stored_validators_cannot_inject_headers() {
        let stored = Validators {
            url_sha256: digest(URL),
            etag: Some("\"a\"\r\nCookie: a".to_owned()),
            last_modified: Some("x\r\ny: GMT".to_owned()),
        };
        assert!(stored.headers(URL).is_empty());
    }
}
