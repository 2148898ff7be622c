//! Server-side request forgery: whatever a URL, a redirect or a name service says, nothing connects to a forbidden address.

use crate::world::{CSV, URL, World};
use sisuiq_clock::Clock;
use sisuiq_sources::{
    AllowList, Fetcher, Kind, Limits, Request, TlsTransport,
    server::{PlayedNetwork, Reply, SourceServer},
};
use std::{
    io,
    net::{IpAddr, TcpListener, TcpStream},
    sync::Arc,
    time::Duration,
};

/// URLs that are refused in a request as in a redirect.
const URLS: [(&str, &[&str]); 6] = [
    (
        "host_is_address",
        &[
            "https://127.0.0.1/",
            "https://127.1/",
            "https://127.0.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.0.0.1/",
            "https://0x7F.0X0.0.1/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://00000177.0.0.1/",
            "https://017700000001/",
            "https://127.000.000.001/",
            "https://127.0.0.1./",
            "https://127.0.0.0x/",
            "https://%31%32%37.0.0.1/",
            "https://127%2e0%2e0%2e1/",
            "https://0/",
            "https://0.0.0.0/",
            "https://10.0.0.1/",
            "https://172.16.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data/",
            "https://169.254.43518/",
            "https://0xa9fea9fe/",
            "https://2852039166/",
            "https://0251.0376.0251.0376/",
            "https://0xa9.254.0251.254/",
            "https://100.100.100.200/",
            "https://255.255.255.255/",
            "https://8.8.8.8/",
            "https://127.0.0.1:8443/",
            "https://[::1]/",
            "https://[::]/",
            "https://[::1]:443/",
            "https://[0000:0000:0000:0000:0000:0000:0000:0001]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:7f00:1]/",
            "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
            "https://[::127.0.0.1]/",
            "https://[64:ff9b::a9fe:a9fe]/",
            "https://[2002:7f00:1::]/",
            "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
            "https://[fd00:ec2::254]/",
            "https://[fe80::1]/",
            "https://[fec0::1]/",
            "https://[ff02::1]/",
            "https://[2606:4700::1111]/",
        ],
    ),
    (
        "url_malformed",
        &[
            "https://256.256.256.256/",
            "https://1.2.3.4.5/",
            "https://4294967296/",
            "https://0x100000000/",
            "https://09.0.0.1/",
            "https://[::1%25eth0]/",
            "https://[::1%eth0]/",
            "https://[fe80::1%251]/",
            "https://[127.0.0.1]/",
            "https://[::1/",
            "https://[v1.fe]/",
            "https://::1/",
            "https://lists.un.org:99999/",
            "https://lists.un.org%40evil.net/",
            "https://lists.un.org%00.evil.net/",
            "https://lists.un.org%0d%0a.evil.net/",
            "https://lists.un.org\\@evil.net/",
            "https://evil.net\\.lists.un.org/",
            "https:\\\\lists.un.org/",
            "https://li\tsts.un.org/",
            "https://lists.un.org/a b",
            "https://localhost/",
            "https://localhost./",
            "https://instance-data/",
            "https://lists.un.org./",
            "https://lists..un.org/",
            "https://-lists.un.org/",
            "https://",
            "",
        ],
    ),
    (
        "host_not_allowed",
        &[
            "https://evil.net/",
            "https://un.org/",
            "https://www.un.org/",
            "https://a.lists.un.org/",
            "https://evillists.un.org/",
            "https://lists.un.org.evil.net/",
            "https://lists.un.org%2eevil.net/",
            "https://europa.eu/",
            "https://xeuropa.eu/",
            "https://europa.eu.evil.net/",
            "https://foo.localhost/",
            "https://metadata.google.internal/",
            "https://kubernetes.default.svc/",
            "https://127.0.0.1.nip.io/",
            "https://evil.net#@lists.un.org/",
            "https://evil.net?@lists.un.org/",
            "https://evil.net/lists.un.org",
        ],
    ),
    (
        "url_has_credentials",
        &[
            "https://user@lists.un.org/",
            "https://user:pass@lists.un.org/",
            "https://:pass@lists.un.org/",
            "https://lists.un.org@evil.net/",
            "https://lists.un.org:443@127.0.0.1/",
            "https://lists.un.org%2f@evil.net/",
            "https://127.0.0.1@lists.un.org/",
        ],
    ),
    (
        "port_not_allowed",
        &[
            "https://lists.un.org:80/",
            "https://lists.un.org:22/",
            "https://lists.un.org:0/",
            "https://lists.un.org:6379/",
            "https://lists.un.org:8443/",
            "https://alt.un.org/",
            "https://data.europa.eu:444/",
        ],
    ),
    (
        "scheme_not_https",
        &[
            "http://lists.un.org/",
            "HTTP://lists.un.org/",
            "http://lists.un.org:443/",
            "http://127.0.0.1/",
            "ftp://lists.un.org/",
            "file:///etc/passwd",
            "file://lists.un.org/etc/passwd",
            "gopher://lists.un.org:6379/_INFO",
            "dict://lists.un.org:11211/stats",
            "ldap://lists.un.org/",
            "ws://lists.un.org/",
            "wss://lists.un.org/",
            "jar:https://lists.un.org/a.jar!/",
            "data:text/csv,a",
            "javascript:alert(1)",
            "unix:///var/run/docker.sock",
            "blob:https://lists.un.org/1",
            "view-source:https://lists.un.org/",
        ],
    ),
];

/// URLs with characters that a header cannot carry.
const DIRECT_ONLY: [(&str, &str); 8] = [
    ("https://１２７.０.０.１/", "host_is_address"),
    ("https://127。0。0。1/", "host_is_address"),
    ("https://①②⑦.⓪.⓪.①/", "host_is_address"),
    ("https://lіsts.un.org/", "host_not_allowed"),
    ("https://lists.un.org。evil.net/", "host_not_allowed"),
    ("https://lists.un.org/\r\nX-Injected: 1", "url_malformed"),
    (" https://lists.un.org/", "url_malformed"),
    ("//lists.un.org/sdn.csv", "url_malformed"),
];

const REDIRECT_ONLY: [(&str, &str); 8] = [
    ("//127.0.0.1/", "host_is_address"),
    ("//2130706433/a", "host_is_address"),
    ("//[::1]/", "host_is_address"),
    ("//evil.net/", "host_not_allowed"),
    ("///evil.net/", "url_malformed"),
    ("/\\evil.net/", "url_malformed"),
    ("//lists.un.org:22/", "port_not_allowed"),
    ("https://１２７.０.０.１/", "redirect_malformed"),
];

/// Answers of a name service that are refused.
const ADDRESSES: [&str; 62] = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.1",
    "127.0.0.53",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:11.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b::192.168.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a9fe:a9fe::1",
    "2600:1f14::5efe:7f00:1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::a9fe:a9fe",
    "fec0::1",
    "ff02::1",
];

fn urls() -> impl Iterator<Item = (&'static str, &'static str)> {
    URLS.into_iter().flat_map(|(code, urls)| urls.iter().map(move |url| (*url, code)))
}

#[test]
fn the_table_is_long() {
    let cases = urls().count() * 2 + DIRECT_ONLY.len() + REDIRECT_ONLY.len() + ADDRESSES.len() * 4;
    assert!(cases >= 500, "{cases}");
}

#[tokio::test]
async fn hostile_urls_connect_to_nothing() {
    let world = World::new();
    let too_long = format!("https://lists.un.org/{}", "a".repeat(2_048));
    assert_eq!(world.fault(&too_long).await.code(), "url_malformed");
    for (url, code) in urls().chain(DIRECT_ONLY) {
        let error = world.fault(url).await;
        assert_eq!((error.code(), error.is_temporary(), error.redirects), (code, false, 0), "{url:?}");
    }
    assert_eq!(world.network.resolved(), Vec::<String>::new());
    assert_eq!(world.network.connected(), Vec::new());
}

#[tokio::test]
async fn hostile_redirects_connect_to_nothing() {
    for (target, code) in urls().chain(REDIRECT_ONLY) {
        for status in [301, 307] {
            let world = World::with(Reply::status(status).header("Location", target));
            let error = world.fault(URL).await;
            let redirects = usize::from(code != "redirect_malformed");
            assert_eq!((error.code(), error.redirects), (code, redirects), "{target:?}");
            assert_eq!(world.network.connected().len(), 1, "{target:?}");
        }
    }
}

#[tokio::test]
async fn hostile_answers_connect_to_nothing() {
    let good = PlayedNetwork::address();
    for address in ADDRESSES {
        let hostile: IpAddr = address.parse().unwrap();
        for answer in [vec![hostile], vec![good, hostile], vec![hostile, good]] {
            let world = World::with(Reply::file("text/csv", CSV));
            world.network.resolve_to("lists.un.org", [answer]);
            let error = world.fault(URL).await;
            assert_eq!((error.code(), error.is_temporary()), ("address_forbidden", false), "{address}");
            assert_eq!(world.network.connected(), Vec::new(), "{address}");
            assert!(!error.to_string().contains(address), "{error}");
        }
        let world = World::with(Reply::redirect("https://files.un.org/a"));
        world.network.resolve_to("files.un.org", [vec![hostile]]);
        let error = world.fault(URL).await;
        assert_eq!((error.code(), error.redirects), ("address_forbidden", 1), "{address}");
        assert_eq!(world.network.connected().len(), 1, "{address}");
    }
}

#[tokio::test]
async fn rebinding_between_check_and_connect_is_unseen() {
    let world = World::with(Reply::file("text/csv", CSV));
    let (good, hostile) = (PlayedNetwork::address(), "127.0.0.1".parse().unwrap());
    world.network.resolve_to("lists.un.org", [vec![good], vec![hostile]]);
    assert!(world.fetch(URL, None).await.is_ok());
    assert_eq!((world.network.resolved().len(), world.network.connected().len()), (1, 1));
    assert_eq!(world.fault(URL).await.code(), "address_forbidden");
    assert!(world.network.connected().iter().all(|address| address.ip() == good));
}

#[tokio::test]
async fn rebinding_before_a_redirect_is_refused() {
    let world = World::with(Reply::redirect("/next"));
    let (good, hostile) = (PlayedNetwork::address(), "169.254.169.254".parse().unwrap());
    world.network.resolve_to("lists.un.org", [vec![good], vec![hostile]]);
    let error = world.fault(URL).await;
    assert_eq!((error.code(), error.redirects), ("address_forbidden", 1));
    assert_eq!(world.network.connected().len(), 1);
}

#[tokio::test]
async fn cookies_and_credentials_are_not_forwarded() {
    let world = World::with(
        Reply::redirect("https://files.un.org/a?b=c")
            .header("Set-Cookie", "session=1; Domain=un.org")
            .header("WWW-Authenticate", "Basic"),
    );
    world.server.on("https://files.un.org/a?b=c", Reply::file("text/csv", CSV));
    assert!(world.fetch(URL, None).await.is_ok());
    for request in world.server.requests() {
        let names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["host", "user-agent", "accept", "accept-encoding", "connection"]);
    }
}

/// With the real transport, on the port of a listener on every local address.
#[tokio::test]
async fn canary_receives_no_connection() {
    let canary = TcpListener::bind("[::]:0").or_else(|_| TcpListener::bind("0.0.0.0:0")).unwrap();
    canary.set_nonblocking(true).unwrap();
    let port = canary.local_addr().unwrap().port();
    let network = SourceServer::new().network();
    let allowed: AllowList = format!("lists.un.org:{port}").parse().unwrap();
    let transport = Arc::new(TlsTransport::new().unwrap());
    let fetcher = Fetcher::new(Arc::new(network.clone()), transport, allowed, Clock::system());
    let limits = Limits { connect: Duration::from_millis(300), ..Limits::default() };
    let url = format!("https://lists.un.org:{port}/");
    for address in ADDRESSES {
        network.resolve_to("lists.un.org", [vec![address.parse().unwrap()]]);
        let request = Request { limits: limits.clone(), ..Request::new(&url, &[Kind::Csv]) };
        assert_eq!(fetcher.fetch_bytes(&request).await.unwrap_err().code(), "address_forbidden", "{address}");
    }
    for host in ["127.0.0.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0", "127.0.0.1.", "[::]"] {
        let url = format!("https://{host}:{port}/");
        let error = fetcher.fetch_bytes(&Request::new(&url, &[Kind::Csv])).await.unwrap_err();
        assert_eq!(error.code(), "host_is_address", "{host}");
    }
    assert_eq!(canary.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock);
    // the canary would have noticed
    let _connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
    assert!(canary.accept().is_ok());
}
