//! The cookies that carry a browser's tokens.

use cookie::{Cookie, SameSite};
use http::header::{AUTHORIZATION, COOKIE, HeaderName, InvalidHeaderValue, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use sisuiq_config::{ConfigError, Environment, Stage, settings};

const SCHEME: &str = "Bearer";
const HOST_PREFIX: &str = "__Host-";

/// The name and value of a `Set-Cookie` header.
pub(crate) type SetCookie = (HeaderName, HeaderValue);

/// The content of a cookie.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CookieName {
    /// The access token.
    Access,
    /// The refresh token.
    Refresh,
    /// The device token, which recognises the browser.
    Device,
    /// The CSRF token that a page sends back in a header.
    Csrf,
}

/// Reads and writes cookies. Scripts can read only the CSRF token. Other sites' requests carry none of them, except the access
/// token when a user follows a link.
///
/// Over HTTPS their names begin with `__Host-`, so that no other host of the domain can set or read them.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    secure: bool,
}

impl CookieName {
    const fn plain(self) -> &'static str {
        match self {
            Self::Access => "access_token",
            Self::Refresh => "refresh_token",
            Self::Device => "device",
            Self::Csrf => "csrf_token",
        }
    }

    /// The refresh token is not sent with any request that another site causes, not even a link.
    const fn same_site(self) -> SameSite {
        match self {
            Self::Access => SameSite::Lax,
            Self::Refresh | Self::Device | Self::Csrf => SameSite::Strict,
        }
    }
}

impl Cookies {
    /// Cookies are confined to HTTPS except in dev without an `https` `SISUIQ_BASE_URL`.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let stage: Stage = reader.get(&settings::SISUIQ_STAGE);
            let base: Option<String> = reader.optional(&settings::SISUIQ_BASE_URL);
            Self { secure: !stage.is_dev() || base.is_some_and(|base| base.starts_with("https://")) }
        })
    }

    /// Sets a cookie for as long as what it carries lives.
    pub(crate) fn set(
        self,
        name: CookieName,
        value: &SecretString,
        lifetime: SignedDuration,
    ) -> Result<SetCookie, InvalidHeaderValue> {
        self.write(name, value.expose_secret(), lifetime.as_secs())
    }

    /// Takes a cookie away.
    pub(crate) fn clear(self, name: CookieName) -> Result<SetCookie, InvalidHeaderValue> {
        self.write(name, "", 0)
    }

    /// The value that a browser sent.
    #[must_use]
    pub fn sent(self, headers: &HeaderMap, wanted: CookieName) -> Option<&str> {
        let wanted_name = self.name(wanted);
        let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        lines
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == wanted_name && !value.is_empty()).then_some(value))
    }

    fn name(self, name: CookieName) -> String {
        let prefix = if self.secure { HOST_PREFIX } else { "" };
        format!("{prefix}{}", name.plain())
    }

    fn write(self, name: CookieName, value: &str, seconds: i64) -> Result<SetCookie, InvalidHeaderValue> {
        let cookie = Cookie::build((self.name(name), value))
            .http_only(name != CookieName::Csrf)
            .same_site(name.same_site())
            .secure(self.secure)
            .path("/")
            .max_age(cookie::time::Duration::seconds(seconds));
        let mut header = HeaderValue::from_str(&cookie.build().to_string())?;
        header.set_sensitive(true);
        Ok((SET_COOKIE, header))
    }
}

/// The token of an `Authorization: Bearer` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case(SCHEME).then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookies(pairs: &[(&str, &str)]) -> Cookies {
        Cookies::from_environment(&Environment::from_pairs(pairs.iter().copied())).unwrap()
    }

    const PROD: &[(&str, &str)] = &[("SISUIQ_STAGE", "prod"), ("SISUIQ_BASE_URL", "https://copilot.example")];

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn cookies_are_confined_and_short_lived() {
        let token: SecretString = "a.b.c".to_owned().into();
        let prod = cookies(PROD);
        let (_, set) = prod.set(CookieName::Access, &token, SignedDuration::from_mins(15)).unwrap();
        assert_eq!(set, "__Host-access_token=a.b.c; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=900");
        assert!(!format!("{set:?}").contains("a.b.c"));
        let (_, set) = prod.set(CookieName::Refresh, &token, SignedDuration::from_hours(1)).unwrap();
        assert_eq!(set, "__Host-refresh_token=a.b.c; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=3600");
        let (_, cleared) = cookies(&[("SISUIQ_STAGE", "dev")]).clear(CookieName::Access).unwrap();
        assert_eq!(cleared, "access_token=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
    }

    #[test]
    fn only_dev_http_cookies_lack_secure() {
        let base = |stage, url| cookies(&[("SISUIQ_STAGE", stage), ("SISUIQ_BASE_URL", url)]).secure;
        assert!(!base("dev", "http://127.0.0.1:8080"));
        assert!(base("dev", "https://dev.example"));
        assert!(base("staging", "https://staging.example"));
        let plain = [("SISUIQ_STAGE", "staging"), ("SISUIQ_BASE_URL", "http://staging.example")];
        assert!(Cookies::from_environment(&Environment::from_pairs(plain)).is_err());
    }

    #[test]
    fn cookie_matches_only_its_whole_name() {
        let dev = cookies(&[("SISUIQ_STAGE", "dev")]);
        let prod = cookies(PROD);
        let cases = [
            (dev, "", None),
            (dev, "access_token=", None),
            (dev, "a=b; access_token=y; c", Some("y")),
            (dev, "xaccess_token=z; access_token_2=z", None),
            (prod, "access_token=made-up-by-another-host", None),
            (prod, "access_token=x; __Host-access_token=y", Some("y")),
        ];
        for (cookies, line, value) in cases {
            assert_eq!(cookies.sent(&headers(&[("cookie", line)]), CookieName::Access), value, "{line}");
        }
    }

    #[test]
    fn bearer_scheme_matches_in_any_case() {
        let cases = [("Basic abc", None), ("Bearer", None), ("bearer x", Some("x")), ("Bearer  x ", Some("x"))];
        for (line, token) in cases {
            assert_eq!(bearer(&headers(&[("authorization", line)])), token, "{line}");
        }
        let unreadable = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_bytes(b"Bearer \xff").unwrap())]);
        assert_eq!(bearer(&unreadable), None);
    }
}
