//! The client's address.

use axum::extract::ConnectInfo;
use http::request::Parts;
use http::{HeaderMap, HeaderName};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use crate::Service;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A client's address from a trusted source. None if that source is missing or malformed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClientAddress(Option<IpAddr>);

impl ClientAddress {
    /// The address that our outermost proxy saw. Each proxy appends its peer's address to `X-Forwarded-For`. The outermost of
    /// `CLIENT_ADDRESS_HOPS` proxies therefore wrote the entry at that position from the end, and earlier entries cannot be
    /// trusted. Without proxies it is the connection's peer.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let hops = parts.extensions.get::<Service>().map_or(0, Service::hops);
        if hops == 0 {
            let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
            return Self(peer.map(|ConnectInfo(peer)| peer.ip().to_canonical()));
        }
        Self(forwarded(&parts.headers, hops))
    }

    /// The key under which a client's requests are counted. Of IPv6 the first 64 bits, because one client controls the
    /// rest.
    #[must_use]
    pub fn subject(&self) -> String {
        match self.0 {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let network = u128::from(address) & (u128::MAX << 64);
                format!("{}/64", Ipv6Addr::from(network))
            }
        }
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(address) => address.fmt(formatter),
            None => formatter.write_str("unknown"),
        }
    }
}

fn forwarded(headers: &HeaderMap, hops: usize) -> Option<IpAddr> {
    let lines = headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str().unwrap_or_default());
    let entries: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let entry = entries.len().checked_sub(hops).and_then(|place| entries.get(place))?;
    let address = entry.parse().or_else(|_| entry.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(lines: &[&str], hops: usize) -> Option<String> {
        let headers = lines.iter().map(|line| (FORWARDED_FOR, line.parse().unwrap())).collect();
        forwarded(&headers, hops).map(|address| address.to_string())
    }

    #[test]
    fn only_our_proxies_are_believed() {
        let made_up = ["6.6.6.6, 7.7.7.7", "203.0.113.9, 10.0.0.1"];
        assert_eq!(address(&made_up, 1).unwrap(), "10.0.0.1");
        assert_eq!(address(&made_up, 2).unwrap(), "203.0.113.9");
        assert_eq!(address(&["203.0.113.9"], 2), None);
        assert_eq!(address(&[], 1), None);
        assert_eq!(address(&["unknown"], 1), None);
        assert_eq!(address(&["203.0.113.9:4711"], 1).unwrap(), "203.0.113.9");
        assert_eq!(address(&["[2001:db8::1]:4711"], 1).unwrap(), "2001:db8::1");
        assert_eq!(address(&["::ffff:203.0.113.9"], 1).unwrap(), "203.0.113.9");
    }

    #[test]
    fn client_address_depends_on_hops() {
        let (mut parts, ()) = http::Request::builder()
            .header(FORWARDED_FOR, "203.0.113.9")
            .extension(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 4711))))
            .body(())
            .unwrap()
            .into_parts();
        assert_eq!(ClientAddress::of(&parts).to_string(), "10.0.0.1");
        let clock = sisuiq_clock::Clock::manual(jiff::Timestamp::UNIX_EPOCH);
        for (hops, expected) in [("0", "10.0.0.1"), ("1", "203.0.113.9"), ("2", "unknown")] {
            let settings = [("CLIENT_ADDRESS_HOPS", hops), ("SISUIQ_BASE_URL", "https://copilot.example")];
            let environment = sisuiq_config::Environment::from_pairs(settings);
            parts.extensions.insert(Service::from_environment(&environment, clock.clone()).unwrap());
            assert_eq!(ClientAddress::of(&parts).to_string(), expected, "{hops} hops");
        }
    }

    #[test]
    fn ipv6_client_is_its_network() {
        let subject = |text: &str| ClientAddress(Some(text.parse().unwrap())).subject();
        assert_eq!(subject("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(subject("203.0.113.9"), "203.0.113.9");
        assert_eq!(ClientAddress(None).subject(), "unknown");
    }
}
