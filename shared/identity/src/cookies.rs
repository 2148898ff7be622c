//! The cookie that carries a browser's token.

use cookie::{Cookie, SameSite};
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue, header::InvalidHeaderValue};
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use sisuiq_config::{ConfigError, Environment, Stage};

/// The cookie's name.
pub const ACCESS_COOKIE: &str = "access_token";

const SCHEME: &str = "Bearer";

/// Writes `Set-Cookie` values for the access token: unreadable for scripts, not sent along by other sites' forms.
#[derive(Clone, Copy, Debug)]
pub struct AccessCookie {
    secure: bool,
}

impl AccessCookie {
    /// The cookie is confined to HTTPS except in dev without an `https` `SISUIQ_BASE_URL`.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let stage: Stage = reader.required("SISUIQ_STAGE");
            let base: Option<String> = reader.optional("SISUIQ_BASE_URL");
            Self { secure: !stage.is_dev() || base.is_some_and(|base| base.starts_with("https://")) }
        })
    }

    /// Sets the token for as long as it lives.
    pub fn set(self, token: &SecretString, lifetime: SignedDuration) -> Result<HeaderValue, InvalidHeaderValue> {
        self.write(token.expose_secret(), lifetime.as_secs())
    }

    /// Takes the token away.
    pub fn clear(self) -> Result<HeaderValue, InvalidHeaderValue> {
        self.write("", 0)
    }

    fn write(self, value: &str, seconds: i64) -> Result<HeaderValue, InvalidHeaderValue> {
        let cookie = Cookie::build((ACCESS_COOKIE, value))
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .path("/")
            .max_age(cookie::time::Duration::seconds(seconds));
        let mut header = HeaderValue::from_str(&cookie.build().to_string())?;
        header.set_sensitive(true);
        Ok(header)
    }
}

/// The token a request carries: from the cookie, else from the `Authorization` header.
pub(crate) fn sent_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let from_cookie = cookies
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == ACCESS_COOKIE && !value.is_empty()).then_some(value));
    from_cookie.or_else(|| bearer(headers))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case(SCHEME).then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookie(pairs: &[(&str, &str)]) -> AccessCookie {
        AccessCookie::from_environment(&Environment::from_pairs(pairs.iter().copied())).unwrap()
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_cookie_is_confined_and_short_lived() {
        let token: SecretString = "a.b.c".to_owned().into();
        let set = cookie(&[("SISUIQ_STAGE", "prod")]).set(&token, SignedDuration::from_mins(15)).unwrap();
        assert_eq!(set, "access_token=a.b.c; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=900");
        assert!(!format!("{set:?}").contains("a.b.c"));
        let cleared = cookie(&[("SISUIQ_STAGE", "dev")]).clear().unwrap();
        assert_eq!(cleared, "access_token=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
    }

    #[test]
    fn only_plain_http_in_dev_goes_without_secure() {
        let base = |stage, url| cookie(&[("SISUIQ_STAGE", stage), ("SISUIQ_BASE_URL", url)]).secure;
        assert!(!base("dev", "http://127.0.0.1:8080"));
        assert!(base("dev", "https://dev.example"));
        assert!(base("staging", "http://staging.example"));
    }

    #[test]
    fn the_cookie_comes_before_the_bearer_token() {
        let cases = [
            (headers(&[]), None),
            (headers(&[("authorization", "Basic abc")]), None),
            (headers(&[("authorization", "Bearer")]), None),
            (headers(&[("authorization", "bearer x")]), Some("x")),
            (headers(&[("cookie", "access_token="), ("authorization", "Bearer x")]), Some("x")),
            (headers(&[("cookie", "a=b; access_token=y; c"), ("authorization", "Bearer x")]), Some("y")),
            (headers(&[("cookie", "xaccess_token=z; access_token_2=z")]), None),
        ];
        for (headers, token) in cases {
            assert_eq!(sent_token(&headers), token, "{headers:?}");
        }
        let unreadable = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_bytes(b"Bearer \xff").unwrap())]);
        assert_eq!(sent_token(&unreadable), None);
    }
}
