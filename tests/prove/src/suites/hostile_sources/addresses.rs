//! Names that lead to addresses that are not public.

use super::attack::{Attack, FILES, List, NO_CHANGE, OFAC, good};
use sisuiq_sources::server::{Behaviour, Reply};
use std::net::IpAddr;

/// Addresses to which nothing may connect.
const FORBIDDEN: [&str; 56] = [
    // this host and this network
    "0.0.0.0",
    "0.255.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "::",
    "::1",
    // private, unique local and site-local
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "fc00::1",
    "fd00:ec2::254",
    "fdff:ffff::1",
    "fec0::1",
    // link-local, where clouds serve credentials, and a cloud's own
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "fe80::1",
    "febf::1",
    "168.63.129.16",
    // shared by the customers of a provider
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.255",
    // multicast and broadcast
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "ff02::1",
    "ff0e::1",
    // documentation and benchmarks
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "198.19.255.255",
    "2001:db8::1",
    "3fff::1",
    // reserved and assigned to protocols
    "192.0.0.8",
    "192.31.196.1",
    "240.0.0.1",
    "100::1",
    "2001:20::1",
    "4000::1",
    "5f00::1",
    // IPv4 in other forms: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "::ffff:0:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::8.8.8.8",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2600:1f14::5efe:a00:1",
];

pub(super) fn all() -> Vec<Attack> {
    let mut attacks: Vec<Attack> =
        FORBIDDEN.into_iter().enumerate().map(|(place, address)| led(place, address)).collect();
    attacks.push(rebound_after_the_check());
    let unreachable = Attack::at(List::Ofac.url(), "unreachable").connecting(4);
    let closed = (1..=6).map(|last| IpAddr::from([11, 0, 0, last])).filter(|address| *address != good()).collect();
    attacks.push(Attack {
        what: "addresses that nobody answers at".to_owned(),
        ..unreachable.resolving(OFAC, vec![closed])
    });
    let nameless = Attack::at(List::Ofac.url(), "name_unresolved").resolving(OFAC, vec![Vec::new()]);
    attacks.push(Attack { what: "a name without addresses".to_owned(), ..nameless });
    attacks
}

/// Leads to an address in one of five ways, which take turns.
fn led(place: usize, address: &str) -> Attack {
    let hostile: IpAddr = address.parse().unwrap();
    let url = List::Ofac.url();
    let forbidden = || Attack::at(url, "address_forbidden");
    let away = |to: &str| Attack::redirecting(to, "address_forbidden");
    let (way, attack) = match place % 5 {
        0 => ("alone", forbidden().resolving(OFAC, vec![vec![hostile]])),
        1 => ("behind a good one", forbidden().resolving(OFAC, vec![vec![good(), hostile]])),
        2 => ("before a good one", forbidden().resolving(OFAC, vec![vec![hostile, good()]])),
        3 => ("after a redirect", away("https://files.treasury.gov/sdn.csv").resolving(FILES, vec![vec![hostile]])),
        _ => ("rebound before a redirect", away("/ofac/next.csv").resolving(OFAC, vec![vec![good()], vec![hostile]])),
    };
    Attack { what: format!("{address}, {way}"), ..attack }
}

/// A name that leads elsewhere as soon as it is checked: it is not asked again.
fn rebound_after_the_check() -> Attack {
    let rebound = vec![vec![good()], vec!["127.0.0.1".parse().unwrap()]];
    let true_list = Behaviour::from(Reply::file("text/csv", super::lists::ofac()));
    let what = "a name that is rebound between check and connection";
    Attack::answering(List::Ofac, what, true_list, NO_CHANGE).resolving(OFAC, rebound)
}
