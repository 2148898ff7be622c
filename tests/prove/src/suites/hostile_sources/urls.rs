//! Addresses that a source has, or redirects to.

use super::attack::Attack;

/// URLs with the code of what is wrong with them, in a source as in a redirect.
const URLS: [(&str, &[&str]); 6] = [
    (
        "host_is_address",
        &[
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7F.0X0.0.1/",
            "https://0177.0.0.1/",
            "https://017700000001/",
            "https://127.000.000.001/",
            "https://127.0.0.1./",
            "https://%31%32%37.0.0.1/",
            "https://127%2e0%2e0%2e1/",
            "https://0/",
            "https://10.1/",
            "https://192.168.257/",
            "https://169.254.169.254/latest/meta-data/",
            "https://2852039166/latest/meta-data/",
            "https://0251.0376.0251.0376/",
            "https://8.8.8.8/",
            "https://[::1]/",
            "https://[::ffff:7f00:1]/",
            "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
            "https://[64:ff9b::a9fe:a9fe]/",
            "https://[fd00:ec2::254]/",
            "https://[2606:4700::1111]:8443/",
        ],
    ),
    (
        "url_malformed",
        &[
            "https://256.256.256.256/",
            "https://1.2.3.4.5/",
            "https://4294967296/",
            "https://[fe80::1%25eth0]/",
            "https://[127.0.0.1]/",
            "https://www.treasury.gov:99999/",
            "https://www.treasury.gov%40evil.net/",
            "https://www.treasury.gov%00.evil.net/",
            "https://www.treasury.gov%0d%0aHost:evil.net/",
            "https://www.treasury.gov\\@evil.net/",
            "https://localhost/",
            "https://metadata/",
            "https://www.treasury.gov./",
            "https://www..treasury.gov/",
        ],
    ),
    (
        "host_not_allowed",
        &[
            "https://evil.net/",
            "https://treasury.gov/",
            "https://a.www.treasury.gov/",
            "https://evilwww.treasury.gov/",
            "https://www.treasury.gov.evil.net/",
            "https://www.treasury.gov%2eevil.net/",
            "https://europa.eu/",
            "https://xeuropa.eu/",
            "https://metadata.google.internal/computeMetadata/v1/",
            "https://127.0.0.1.nip.io/",
            "https://evil.net#@www.treasury.gov/",
            "https://evil.net?@www.treasury.gov/",
        ],
    ),
    (
        "url_has_credentials",
        &[
            "https://user@www.treasury.gov/",
            "https://user:pass@www.treasury.gov/",
            "https://:pass@www.treasury.gov/",
            "https://www.treasury.gov@evil.net/",
            "https://www.treasury.gov:443@127.0.0.1/",
        ],
    ),
    (
        "port_not_allowed",
        &[
            "https://www.treasury.gov:80/",
            "https://www.treasury.gov:22/",
            "https://www.treasury.gov:0/",
            "https://www.treasury.gov:8443/",
            "https://alt.treasury.gov/",
            "https://data.europa.eu:444/",
        ],
    ),
    (
        "scheme_not_https",
        &[
            "http://www.treasury.gov/ofac/sdn.csv",
            "http://127.0.0.1/",
            "ftp://www.treasury.gov/",
            "file:///etc/passwd",
            "gopher://www.treasury.gov:6379/_INFO",
            "data:text/csv,1",
            "javascript:alert(1)",
        ],
    ),
];

/// URLs with characters that no header carries.
const IN_A_SOURCE: [(&str, &str); 6] = [
    ("https://\u{ff11}\u{ff12}\u{ff17}.0.0.1/", "host_is_address"),
    ("https://127\u{3002}0\u{3002}0\u{3002}1/", "host_is_address"),
    ("https://www.tre\u{430}sury.gov/", "host_not_allowed"),
    ("https://www.treasury.gov/\r\nX-Injected: 1", "url_malformed"),
    (" https://www.treasury.gov/", "url_malformed"),
    ("", "url_malformed"),
];

/// URLs in turns: one in a source, the next in a redirect.
pub(super) fn all() -> Vec<Attack> {
    let listed = URLS.into_iter().flat_map(|(code, urls)| urls.iter().map(move |url| (*url, code)));
    let mut attacks: Vec<Attack> = listed
        .enumerate()
        .map(|(place, (url, code))| if place % 2 == 0 { Attack::at(url, code) } else { Attack::redirecting(url, code) })
        .collect();
    attacks.extend(IN_A_SOURCE.map(|(url, code)| Attack::at(url, code)));
    attacks.push(Attack::at(&format!("https://www.treasury.gov/{}", "a".repeat(1_970)), "not_found").connecting(1));
    attacks
}
