//! Names of hosts, and the allow-list of those from which sources may be fetched.

use crate::error::Fault;
use std::{fmt, str::FromStr};
use url::{Host, Url};

/// A longer URL is refused, in a request as in a redirect.
const MAX_URL_BYTES: usize = 2_048;
const HTTPS_PORT: u16 = 443;

/// The name of a host as DNS has it: lower-case ASCII (IDNA's form for other scripts), at least two labels, no trailing dot,
/// and never an IP address in any notation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostName(String);

impl HostName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes the host of a URL, which the parser has normalised. `None` if it is not such a name.
    fn of(host: &str) -> Option<Self> {
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let is_name = host.len() <= 253 && host.contains('.') && host.split('.').all(is_label);
        is_name.then(|| Self(host.to_owned()))
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The reason why a text is no rule of an [`AllowList`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostRuleError {
    /// Not a name with at least two labels.
    #[error(
        "A permitted host is a name such as www.un.org, or .un.org for all names below it; addresses are not names."
    )]
    NotAName,
    /// Not a port.
    #[error("The port of a permitted host is a number from 1 to 65535.")]
    NotAPort,
}

/// One permitted host, or all hosts below a name.
///
/// The text forms are `www.un.org` (this host), `.un.org` (every host below `un.org`, but not `un.org` itself), and either with
/// a port other than 443, such as `www.un.org:8443`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HostRule {
    name: HostName,
    is_suffix: bool,
    port: u16,
}

impl HostRule {
    fn matches_name(&self, host: &HostName) -> bool {
        if !self.is_suffix {
            return *host == self.name;
        }
        host.0.strip_suffix(&self.name.0).is_some_and(|rest| rest.ends_with('.'))
    }
}

impl FromStr for HostRule {
    type Err = HostRuleError;

    fn from_str(text: &str) -> Result<Self, HostRuleError> {
        let (name, port) = match text.split_once(':') {
            Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (name, port.parse().ok().filter(|port| *port != 0).ok_or(HostRuleError::NotAPort)?)
            }
            Some(_) => return Err(HostRuleError::NotAPort),
            None => (text, HTTPS_PORT),
        };
        let (is_suffix, name) = name.strip_prefix('.').map_or((false, name), |name| (true, name));
        // the parser of URLs normalises a rule exactly as it does the host that is compared with it
        match Host::parse(name) {
            Ok(Host::Domain(name)) => HostName::of(&name).map(|name| Self { name, is_suffix, port }),
            _ => None,
        }
        .ok_or(HostRuleError::NotAName)
    }
}

/// Hosts from which sources may be fetched. An empty list permits none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowList(Vec<HostRule>);

impl AllowList {
    /// A list of rules.
    #[must_use]
    pub fn new(rules: impl IntoIterator<Item = HostRule>) -> Self {
        Self(rules.into_iter().collect())
    }

    /// Checks a URL as a fetch does before it resolves the name, for a form in which one is entered.
    ///
    /// # Errors
    /// The reason why a fetch would refuse it.
    pub fn check(&self, url: &str) -> Result<(), Fault> {
        self.admit(&parse(url)?).map(drop)
    }

    /// Judges a URL: scheme, credentials, form of the host, the list, and the port.
    pub(crate) fn admit(&self, url: &Url) -> Result<Target, Fault> {
        if url.scheme() != "https" {
            return Err(Fault::SchemeNotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Fault::UrlHasCredentials);
        }
        let host = match url.host() {
            Some(Host::Domain(name)) => HostName::of(name).ok_or(Fault::UrlMalformed)?,
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => return Err(Fault::HostIsAddress),
            None => return Err(Fault::UrlMalformed),
        };
        let port = url.port().unwrap_or(HTTPS_PORT);
        let mut named = self.0.iter().filter(|rule| rule.matches_name(&host)).peekable();
        if named.peek().is_none() {
            return Err(Fault::HostNotAllowed { host });
        }
        if !named.any(|rule| rule.port == port) {
            return Err(Fault::PortNotAllowed { port });
        }
        let mut url = url.clone();
        url.set_fragment(None);
        Ok(Target { url, host, port })
    }
}

impl FromStr for AllowList {
    type Err = HostRuleError;

    /// Reads rules that commas separate.
    fn from_str(text: &str) -> Result<Self, HostRuleError> {
        text.split(',')
            .map(str::trim)
            .filter(|rule| !rule.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl FromIterator<HostRule> for AllowList {
    fn from_iter<T: IntoIterator<Item = HostRule>>(rules: T) -> Self {
        Self::new(rules)
    }
}

/// A URL that an allow-list has admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) url: Url,
    pub(crate) host: HostName,
    pub(crate) port: u16,
}

impl Target {
    /// The header `Host`.
    pub(crate) fn authority(&self) -> String {
        if self.port == HTTPS_PORT { self.host.to_string() } else { format!("{}:{}", self.host, self.port) }
    }

    /// The request target: path and query.
    pub(crate) fn path_and_query(&self) -> String {
        match self.url.query() {
            Some(query) => format!("{}?{query}", self.url.path()),
            None => self.url.path().to_owned(),
        }
    }

    /// The URL without its query, which may contain a signature that grants access.
    pub(crate) fn without_query(&self) -> String {
        let mut url = self.url.clone();
        url.set_query(None);
        url.into()
    }
}

/// Parses the absolute URL of a source.
pub(crate) fn parse(url: &str) -> Result<Url, Fault> {
    check_text(url)?;
    Url::parse(url).map_err(|_| Fault::UrlMalformed)
}

/// Parses the value of `Location`, which may be relative.
pub(crate) fn join(base: &Url, location: &str) -> Result<Url, Fault> {
    check_text(location)?;
    base.join(location).map_err(|_| Fault::UrlMalformed)
}

/// The parser of URLs drops tabs and line ends and reads a backslash as a slash, as browsers do. Nothing that needs this is
/// an address of a source, and other parsers read it otherwise.
fn check_text(text: &str) -> Result<(), Fault> {
    let is_clean = !text.chars().any(|char| char.is_control() || char.is_whitespace() || char == '\\');
    if is_clean && !text.is_empty() && text.len() <= MAX_URL_BYTES { Ok(()) } else { Err(Fault::UrlMalformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rules: &str) -> AllowList {
        rules.parse().unwrap()
    }

    #[test]
    fn suffix_matches_whole_labels_below() {
        let list = list(".un.org");
        assert!(list.check("https://www.un.org/list.xml").is_ok());
        assert!(list.check("https://a.b.un.org/").is_ok());
        for host in ["un.org", "evilun.org", "un.org.evil.net", "wwwun.org"] {
            let expected = Fault::HostNotAllowed { host: HostName(host.to_owned()) }.code();
            assert_eq!(list.check(&format!("https://{host}/")).unwrap_err().code(), expected, "{host}");
        }
    }

    #[test]
    fn names_are_normalised_before_comparison() {
        let list = list("www.bücher.net, WWW.UN.ORG");
        for url in
            ["https://WWW.un.ORG/", "https://www.xn--bcher-kva.net/", "https://www.BÜCHER.net", "https://%77ww.un.org/"]
        {
            assert!(list.check(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn port_is_part_of_a_rule() {
        let list = list("www.un.org,data.un.org:8443");
        assert!(list.check("https://www.un.org:443/").is_ok());
        assert!(list.check("https://data.un.org:8443/").is_ok());
        assert!(matches!(list.check("https://www.un.org:8443/"), Err(Fault::PortNotAllowed { port: 8443 })));
        assert!(matches!(list.check("https://data.un.org/"), Err(Fault::PortNotAllowed { port: 443 })));
    }

    #[test]
    fn rules_are_names_only() {
        for rule in [
            "",
            ".",
            "org",
            ".org",
            "*.un.org",
            "127.0.0.1",
            "0x7f.1",
            "2130706433",
            "[::1]",
            "un.org.",
            "https://un.org",
            "a b.org",
            "un..org",
            "-un.org",
        ] {
            assert!(rule.parse::<HostRule>().is_err(), "{rule}");
        }
        for rule in ["un.org:", "un.org:0", "un.org:65536", "un.org:+80", "un.org:80:90"] {
            assert_eq!(rule.parse::<HostRule>(), Err(HostRuleError::NotAPort), "{rule}");
        }
        assert!(AllowList::default().check("https://www.un.org/").is_err());
    }

    #[test]
    fn queries_are_left_out_of_records() {
        let target = list("a.net:8443").admit(&parse("https://a.net:8443/x/y?token=1#part").unwrap()).unwrap();
        assert_eq!(target.without_query(), "https://a.net:8443/x/y");
        assert_eq!((target.path_and_query().as_str(), target.authority().as_str()), ("/x/y?token=1", "a.net:8443"));
    }
}
