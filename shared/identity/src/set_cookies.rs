//! Tokens on their way to a browser.

use axum::response::{IntoResponseParts, ResponseParts};
use http::header::InvalidHeaderValue;
use jiff::SignedDuration;
use secrecy::SecretString;
use sisuiq_http::{Problem, Result};
use std::convert::Infallible;

use crate::cookies::{CookieName, Cookies, SetCookie};
use crate::sessions::Granted;

/// Cookies to be set or cleared, beside a body.
#[derive(Debug)]
pub struct SetCookies(Vec<SetCookie>);

impl SetCookies {
    /// Hands the tokens over.
    pub fn grant(cookies: Cookies, granted: &Granted) -> Result<Self> {
        let mut all = vec![
            (CookieName::Access, &granted.access, granted.access_lifetime),
            (CookieName::Refresh, &granted.refresh, granted.refresh_lifetime),
        ];
        all.extend(granted.device.as_ref().map(|(device, lifetime)| (CookieName::Device, device, *lifetime)));
        Self::collect(all.into_iter().map(|(name, value, lifetime)| cookies.set(name, value, lifetime)))
    }

    /// Clears the tokens. The device token stays, because it does not authenticate.
    pub fn clear(cookies: Cookies) -> Result<Self> {
        let tokens = [CookieName::Access, CookieName::Refresh, CookieName::Csrf];
        Self::collect(tokens.into_iter().map(|name| cookies.clear(name)))
    }

    /// Sets the CSRF token that a page sends back in a header.
    pub fn csrf(cookies: Cookies, token: &SecretString, lifetime: SignedDuration) -> Result<Self> {
        Self::collect([cookies.set(CookieName::Csrf, token, lifetime)].into_iter())
    }

    fn collect(cookies: impl Iterator<Item = std::result::Result<SetCookie, InvalidHeaderValue>>) -> Result<Self> {
        Ok(Self(cookies.collect::<std::result::Result<_, _>>().map_err(Problem::internal)?))
    }
}

impl IntoResponseParts for SetCookies {
    type Error = Infallible;

    fn into_response_parts(self, mut response: ResponseParts) -> std::result::Result<ResponseParts, Infallible> {
        for (name, value) in self.0 {
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}
