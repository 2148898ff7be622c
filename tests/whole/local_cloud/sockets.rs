//! All parts of the stack listen on loopback addresses only.

use super::processes::{all, state_of};
use sisuiq_testing::Stack;
use std::{
    collections::BTreeSet,
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// The kernel's code of the state LISTEN.
const LISTENING: &str = "0A";

#[test]
fn listeners_are_on_loopback_only() {
    let state = state_of(&Stack::from_process());
    let sockets = sockets_of(&all(&state));
    let listening: Vec<IpAddr> =
        ["tcp", "tcp6"].iter().flat_map(|table| addresses(table, &sockets, |state| state == LISTENING)).collect();
    let ports = state["parts"].as_array().unwrap().iter().filter_map(|part| part["port"].as_u64());
    let ports = ports.collect::<BTreeSet<_>>().len();
    assert!(
        ports >= 5 && listening.len() >= ports,
        "edge, functions and stores listen, and only {listening:?} was found"
    );
    assert!(listening.iter().all(|address| address.to_canonical().is_loopback()), "{listening:?}");
}

#[test]
fn datagram_sockets_are_on_loopback_only() {
    let sockets = sockets_of(&all(&state_of(&Stack::from_process())));
    let open: Vec<IpAddr> = ["udp", "udp6"].iter().flat_map(|table| addresses(table, &sockets, |_| true)).collect();
    assert!(open.iter().all(|address| address.to_canonical().is_loopback()), "{open:?}");
}

/// The inodes of these processes' sockets.
fn sockets_of(processes: &BTreeSet<u64>) -> BTreeSet<String> {
    let folders = processes.iter().filter_map(|process| fs::read_dir(format!("/proc/{process}/fd")).ok());
    let links = folders.flatten().filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    links.filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())).collect()
}

/// The local addresses of these sockets in a table of the kernel.
fn addresses(table: &str, sockets: &BTreeSet<String>, is_meant: impl Fn(&str) -> bool) -> Vec<IpAddr> {
    let table = fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default();
    let rows = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.filter(|row| sockets.contains(row[9]) && is_meant(row[3])).map(|row| address(row[1])).collect()
}

/// Parses an address of the kernel: words of four bytes, each in native byte order.
fn address(text: &str) -> IpAddr {
    let (digits, _port) = text.split_once(':').unwrap();
    let word = |start: usize| u32::from_str_radix(&digits[start..start + 8], 16).unwrap().to_ne_bytes();
    match digits.len() {
        8 => Ipv4Addr::from(word(0)).into(),
        _ => Ipv6Addr::from(<[u8; 16]>::try_from([word(0), word(8), word(16), word(24)].concat()).unwrap()).into(),
    }
}

#[test]
fn parses_addresses_of_the_kernel() {
    let here = "0100007F:1F90";
    assert_eq!(address(here), IpAddr::from([127, 0, 0, 1]));
    assert_eq!(address("00000000:0016"), IpAddr::from([0, 0, 0, 0]));
    assert_eq!(address("00000000000000000000000001000000:0016"), IpAddr::from(Ipv6Addr::LOCALHOST));
}
