//! Addresses that a connection may go to: global unicast addresses, and nothing else.
//!
//! The ranges are those of the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 with its updates, read in
//! 2026), whether or not a registry calls a range globally reachable: no source is served from one. An IPv6 address is refused
//! unless it is in `2000::/3`, the only block from which global unicast addresses are assigned (RFC 4291, section 2.4), or
//! carries a global IPv4 address through NAT64 (RFC 6052).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The kind of range to which a refused address belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForbiddenRange {
    /// `0.0.0.0/8` and `::`.
    Unspecified,
    /// `127.0.0.0/8` and `::1`.
    Loopback,
    /// RFC 1918, unique local (RFC 4193) and the former site-local addresses.
    Private,
    /// `169.254.0.0/16` and `fe80::/10`, where clouds serve credentials.
    LinkLocal,
    /// `100.64.0.0/10` (RFC 6598), shared by customers of one provider.
    CarrierNat,
    /// Documentation (RFC 5737, 3849, 9637) and benchmarks (RFC 2544, 5180).
    Documentation,
    /// Multicast and broadcast.
    Multicast,
    /// IPv4 in another form: mapped, compatible, 6to4, Teredo, ISATAP, or NAT64 of a range that is refused itself.
    Embedded,
    /// Reserved, assigned to protocols, or outside of what is assigned to hosts.
    Reserved,
    /// An address at which a cloud serves its virtual machines.
    Platform,
}

use ForbiddenRange::{
    CarrierNat, Documentation, Embedded, LinkLocal, Loopback, Multicast, Platform, Private, Reserved, Unspecified,
};

const IPV4: [([u8; 4], u32, ForbiddenRange); 19] = [
    ([0, 0, 0, 0], 8, Unspecified),
    ([10, 0, 0, 0], 8, Private),
    ([100, 64, 0, 0], 10, CarrierNat),
    ([127, 0, 0, 0], 8, Loopback),
    // Azure's agent of a machine, on a public address
    ([168, 63, 129, 16], 32, Platform),
    ([169, 254, 0, 0], 16, LinkLocal),
    ([172, 16, 0, 0], 12, Private),
    ([192, 0, 0, 0], 24, Reserved),
    ([192, 0, 2, 0], 24, Documentation),
    ([192, 31, 196, 0], 24, Reserved),
    ([192, 52, 193, 0], 24, Reserved),
    ([192, 88, 99, 0], 24, Embedded),
    ([192, 168, 0, 0], 16, Private),
    ([192, 175, 48, 0], 24, Reserved),
    ([198, 18, 0, 0], 15, Documentation),
    ([198, 51, 100, 0], 24, Documentation),
    ([203, 0, 113, 0], 24, Documentation),
    ([224, 0, 0, 0], 4, Multicast),
    ([240, 0, 0, 0], 4, Reserved),
];

/// Ranges by their first 16-bit groups. The first that matches decides.
const IPV6: [([u16; 3], u32, ForbiddenRange); 13] = [
    // NAT64 for local use (RFC 8215) may lead to any address
    ([0x64, 0xff9b, 1], 48, Embedded),
    ([0x100, 0, 0], 64, Reserved),
    // IETF protocol assignments, with Teredo (2001::/32) in them
    ([0x2001, 0, 0], 32, Embedded),
    ([0x2001, 2, 0], 48, Documentation),
    ([0x2001, 0, 0], 23, Reserved),
    ([0x2001, 0xdb8, 0], 32, Documentation),
    ([0x2002, 0, 0], 16, Embedded),
    ([0x2620, 0x4f, 0x8000], 48, Reserved),
    ([0x3fff, 0, 0], 20, Documentation),
    ([0xfc00, 0, 0], 7, Private),
    ([0xfe80, 0, 0], 10, LinkLocal),
    ([0xfec0, 0, 0], 10, Private),
    ([0xff00, 0, 0], 8, Multicast),
];

/// Returns the range for which an address is refused, or `None` for a global unicast address.
///
/// ```
/// use sisuiq_sources::{ForbiddenRange, forbidden_range};
///
/// assert_eq!(forbidden_range("169.254.169.254".parse()?), Some(ForbiddenRange::LinkLocal));
/// assert_eq!(forbidden_range("::ffff:10.0.0.1".parse()?), Some(ForbiddenRange::Embedded));
/// assert_eq!(forbidden_range("2600:9000::1".parse()?), None);
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[must_use]
pub fn forbidden_range(address: IpAddr) -> Option<ForbiddenRange> {
    match address {
        IpAddr::V4(address) => forbidden_ipv4(address),
        IpAddr::V6(address) => forbidden_ipv6(address),
    }
}

fn forbidden_ipv4(address: Ipv4Addr) -> Option<ForbiddenRange> {
    if address == Ipv4Addr::BROADCAST {
        return Some(Multicast);
    }
    let bits = address.to_bits();
    IPV4.into_iter()
        .find(|(start, length, _)| (bits ^ u32::from_be_bytes(*start)).leading_zeros() >= *length)
        .map(|(_, _, range)| range)
}

fn forbidden_ipv6(address: Ipv6Addr) -> Option<ForbiddenRange> {
    match address {
        Ipv6Addr::UNSPECIFIED => return Some(Unspecified),
        Ipv6Addr::LOCALHOST => return Some(Loopback),
        _ => {}
    }
    let bits = address.to_bits();
    let listed = IPV6.into_iter().find(|(start, length, _)| {
        let [first, second, third] = *start;
        let start = Ipv6Addr::new(first, second, third, 0, 0, 0, 0, 0).to_bits();
        (bits ^ start).leading_zeros() >= *length
    });
    if let Some((_, _, range)) = listed {
        return Some(range);
    }
    let [first, second, third, fourth, fifth, sixth, _, _] = address.segments();
    match (first, second, third, fourth, fifth, sixth) {
        (0x64, 0xff9b, 0, 0, 0, 0) => forbidden_ipv4(last_four_bytes(address)).map(|_| Embedded),
        // compatible, mapped and translated IPv4 (RFC 4291, 2765)
        (0, 0, 0, 0, 0, 0 | 0xffff) | (0, 0, 0, 0, 0xffff, 0)
        // ISATAP (RFC 5214): a tunnel to the IPv4 address in the last four bytes
        | (0x2000..=0x3fff, _, _, _, 0 | 0x200, 0x5efe) => Some(Embedded),
        (0x2000..=0x3fff, ..) => None,
        _ => Some(Reserved),
    }
}

fn last_four_bytes(address: Ipv6Addr) -> Ipv4Addr {
    let [.., first, second, third, fourth] = address.octets();
    Ipv4Addr::new(first, second, third, fourth)
}

/// A socket address that the guard has checked. Nothing outside this crate can make one, so a
/// [`Transport`](crate::Transport) cannot be asked to connect to anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VettedAddress(SocketAddr);

impl VettedAddress {
    /// The address and port to connect to.
    #[must_use]
    pub const fn socket(self) -> SocketAddr {
        self.0
    }
}

/// Checks every address that a name resolved to. One forbidden address refuses the whole answer: who controls a part of it
/// could control which part is used.
pub(crate) fn vet(addresses: &[IpAddr], port: u16) -> Result<Vec<VettedAddress>, ForbiddenRange> {
    addresses
        .iter()
        .map(|address| match forbidden_range(*address) {
            Some(range) => Err(range),
            None => Ok(VettedAddress(SocketAddr::new(*address, port))),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    fn range(address: &str) -> Option<ForbiddenRange> {
        forbidden_range(address.parse().unwrap())
    }

    #[test]
    fn edges_of_ranges_decide() {
        for (first, last, expected) in [
            ("0.0.0.0", "0.255.255.255", Unspecified),
            ("10.0.0.0", "10.255.255.255", Private),
            ("100.64.0.0", "100.127.255.255", CarrierNat),
            ("127.0.0.0", "127.255.255.255", Loopback),
            ("169.254.0.0", "169.254.255.255", LinkLocal),
            ("172.16.0.0", "172.31.255.255", Private),
            ("192.0.0.0", "192.0.0.255", Reserved),
            ("192.0.2.0", "192.0.2.255", Documentation),
            ("192.88.99.0", "192.88.99.255", Embedded),
            ("192.168.0.0", "192.168.255.255", Private),
            ("198.18.0.0", "198.19.255.255", Documentation),
            ("198.51.100.0", "198.51.100.255", Documentation),
            ("203.0.113.0", "203.0.113.255", Documentation),
            ("224.0.0.0", "239.255.255.255", Multicast),
            ("240.0.0.0", "255.255.255.254", Reserved),
            ("168.63.129.16", "168.63.129.16", Platform),
        ] {
            let (first, last): (Ipv4Addr, Ipv4Addr) = (first.parse().unwrap(), last.parse().unwrap());
            assert_eq!(forbidden_ipv4(first), Some(expected), "{first}");
            assert_eq!(forbidden_ipv4(last), Some(expected), "{last}");
            if let Some(before) = first.to_bits().checked_sub(1) {
                assert_ne!(forbidden_ipv4(Ipv4Addr::from_bits(before)), Some(expected), "before {first}");
            }
            if let Some(after) = last.to_bits().checked_add(1) {
                assert_ne!(forbidden_ipv4(Ipv4Addr::from_bits(after)), Some(expected), "after {last}");
            }
        }
    }

    #[test]
    fn global_addresses_are_accepted() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001:81b::200e",
            "2001:200::1",
            "2001:4860:4860::8888",
            "64:ff9b::8.8.8.8",
        ] {
            assert_eq!(range(address), None, "{address}");
        }
    }

    #[test]
    fn special_ipv6_addresses_are_refused() {
        for (address, expected) in [
            ("::", Unspecified),
            ("::1", Loopback),
            ("::2", Embedded),
            ("::127.0.0.1", Embedded),
            ("::8.8.8.8", Embedded),
            ("::ffff:127.0.0.1", Embedded),
            ("::ffff:8.8.8.8", Embedded),
            ("::ffff:0:127.0.0.1", Embedded),
            ("64:ff9b::127.0.0.1", Embedded),
            ("64:ff9b::a9fe:a9fe", Embedded),
            ("64:ff9b::10.0.0.1", Embedded),
            ("64:ff9b:1::8.8.8.8", Embedded),
            ("64:ff9b:0:0:1::1", Reserved),
            ("100::1", Reserved),
            ("100:0:0:1::1", Reserved),
            ("2001::1", Embedded),
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", Embedded),
            ("2001:2::1", Documentation),
            ("2001:1::1", Reserved),
            ("2001:20::1", Reserved),
            ("2001:db8::1", Documentation),
            ("2002:7f00:1::", Embedded),
            ("2002:808:808::1", Embedded),
            ("2600:1f14::5efe:a00:1", Embedded),
            ("2600:1f14::200:5efe:a00:1", Embedded),
            ("2620:4f:8000::1", Reserved),
            ("3fff::1", Documentation),
            ("3fff:fff::1", Documentation),
            ("4000::1", Reserved),
            ("5f00::1", Reserved),
            ("fc00::1", Private),
            ("fd00:ec2::254", Private),
            ("fe80::1", LinkLocal),
            ("febf::1", LinkLocal),
            ("fec0::1", Private),
            ("ff02::1", Multicast),
        ] {
            assert_eq!(range(address), Some(expected), "{address}");
        }
    }

    #[test]
    fn one_forbidden_address_refuses_all() {
        let mixed = ["11.0.0.1".parse().unwrap(), "10.0.0.1".parse().unwrap()];
        assert_eq!(vet(&mixed, 443), Err(Private));
        assert_eq!(vet(&mixed[..1], 443).unwrap()[0].socket(), "11.0.0.1:443".parse().unwrap());
    }

    proptest! {
        /// The standard library's stable predicates name parts of the registries.
        #[test]
        fn ipv4_agrees_with_the_standard_library(bits in any::<u32>(), near in 0_usize..19, low in any::<u32>()) {
            let (start, length, _) = IPV4[near];
            let inside = u32::from_be_bytes(start) | low.checked_shr(length).unwrap_or(0);
            for address in [Ipv4Addr::from_bits(bits), Ipv4Addr::from_bits(inside)] {
                let special = address.is_private() || address.is_loopback() || address.is_link_local()
                    || address.is_broadcast() || address.is_documentation() || address.is_multicast()
                    || address.is_unspecified();
                prop_assert!(!special || forbidden_ipv4(address).is_some(), "{}", address);
            }
            prop_assert!(forbidden_ipv4(Ipv4Addr::from_bits(inside)).is_some());
        }

        #[test]
        fn ipv6_agrees_with_the_standard_library(bits in any::<u128>(), near in 0_usize..13, low in any::<u128>()) {
            let (start, length, _) = IPV6[near];
            let inside = Ipv6Addr::new(start[0], start[1], start[2], 0, 0, 0, 0, 0).to_bits() | (low >> length);
            for address in [Ipv6Addr::from_bits(bits), Ipv6Addr::from_bits(inside)] {
                let special = address.is_loopback() || address.is_multicast() || address.is_unspecified()
                    || address.is_unique_local() || address.is_unicast_link_local()
                    || address.to_ipv4_mapped().is_some() || address.to_ipv4().is_some();
                prop_assert!(!special || forbidden_ipv6(address).is_some(), "{}", address);
                let global_unicast = address.segments()[0] >> 13 == 1;
                prop_assert!(global_unicast || forbidden_ipv6(address).is_some(), "{}", address);
            }
            prop_assert!(forbidden_ipv6(Ipv6Addr::from_bits(inside)).is_some());
        }

        /// IPv4 in the clothes of IPv6 is never better than the address itself.
        #[test]
        fn nat64_follows_the_embedded_address(bits in any::<u32>()) {
            let inner = Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = inner.octets();
            let high = u16::from_be_bytes([a, b]);
            let low = u16::from_be_bytes([c, d]);
            let nat64 = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low);
            prop_assert_eq!(forbidden_ipv6(nat64).is_some(), forbidden_ipv4(inner).is_some());
            prop_assert!(forbidden_ipv6(inner.to_ipv6_mapped()).is_some());
            prop_assert!(forbidden_ipv6(inner.to_ipv6_compatible()).is_some());
            prop_assert!(forbidden_ipv6(Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1)).is_some());
        }
    }
}
