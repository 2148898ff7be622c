//! Origins of pages.

use http::HeaderValue;
use http::uri::Authority;
use std::str::FromStr;

/// The origin of a page, as browsers write it (RFC 6454, section 6.2): scheme, host in small letters, and the port if it is
/// not the usual one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Origin(HeaderValue);

/// Origins with commas between them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Origins(pub(crate) Vec<Origin>);

/// Text that no browser would ever send as an origin.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0:?} is not an origin such as https://copilot.example")]
pub(crate) struct OriginError(String);

impl Origin {
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    pub(crate) const fn header(&self) -> &HeaderValue {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let refused = || OriginError(text.to_owned());
        let (scheme, host) = text.split_once("://").ok_or_else(refused)?;
        let usual = match scheme {
            "https" => 443,
            "http" => 80,
            _ => return Err(refused()),
        };
        let authority: Authority = host.parse().map_err(|_| refused())?;
        let is_written = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte);
        let has_name = !authority.host().is_empty() && host.bytes().all(is_written);
        let port = host.strip_prefix(authority.host()).unwrap_or(host);
        let has_port = port.is_empty() || authority.port_u16().is_some_and(|port| port != usual && port > 0);
        let value = HeaderValue::from_str(text).map_err(|_| refused())?;
        if has_name && has_port { Ok(Self(value)) } else { Err(refused()) }
    }
}

impl FromStr for Origins {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        text.split(',').map(|one| one.trim().parse()).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_send_is_an_origin() {
        for text in ["https://app.example", "http://127.0.0.1:3000", "https://[::1]:8443", "https://xn--exmple-cua.com"]
        {
            assert_eq!(text.parse::<Origin>().as_ref().map(Origin::as_str), Ok(text));
        }
        let list: Origins = "https://a.example, https://b.example:8443".parse().unwrap();
        assert_eq!(
            list.0.iter().map(Origin::as_str).collect::<Vec<_>>(),
            ["https://a.example", "https://b.example:8443"]
        );
    }

    #[test]
    fn what_they_never_send_is_none() {
        for text in [
            "*",
            "null",
            "app.example",
            "https://",
            "https://*.example",
            "https://App.example",
            "https://app.example/",
            "https://app.example/path",
            "https://app.example?x",
            "https://me@app.example",
            "https://app.example:443",
            "http://app.example:80",
            "https://app.example:",
            "https://app.example:0",
            "https://app.example:99999",
            "https://exämple.com",
            "ftp://app.example",
            "https://a.example,",
            "https://a.example https://b.example",
            "",
        ] {
            assert!(text.parse::<Origins>().is_err(), "{text}");
        }
    }
}
