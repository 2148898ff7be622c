//! An attack, and what has to come of it.

use sisuiq_sources::server::{Behaviour, PlayedNetwork, Reply};
use std::{fmt::Display, net::IpAddr};

/// The host of OFAC's list, as every source has it.
pub(super) const OFAC: &str = "www.treasury.gov";
/// A permitted host to which a source may redirect.
pub(super) const FILES: &str = "files.treasury.gov";
/// The hosts that are permitted.
pub(super) const PERMITTED: &str =
    "www.treasury.gov,scsanctions.un.org,files.treasury.gov,.europa.eu,alt.treasury.gov:8443";
/// The end of a run that found the list unchanged.
pub(super) const NO_CHANGE: &str = "no_change";

/// The list that is attacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Ofac,
    Un,
}

impl List {
    pub(super) const ALL: [Self; 2] = [Self::Ofac, Self::Un];

    /// The address of the list.
    pub(super) const fn url(self) -> &'static str {
        match self {
            Self::Ofac => "https://www.treasury.gov/ofac/sdn.csv",
            Self::Un => "https://scsanctions.un.org/consolidated.xml",
        }
    }
}

/// A hostile source.
#[derive(Clone, Debug)]
pub(super) struct Attack {
    pub(super) what: String,
    pub(super) list: List,
    /// The address that the source has.
    pub(super) url: String,
    /// What a name resolves to, one answer after the other.
    pub(super) answers: Option<(&'static str, Vec<Vec<IpAddr>>)>,
    /// What URLs answer.
    pub(super) plays: Vec<(String, Behaviour)>,
    /// The code with which the run fails, or [`NO_CHANGE`].
    pub(super) ends: &'static str,
    /// Number of connections.
    pub(super) connections: usize,
    /// Whether it takes time, which only passes without stores.
    pub(super) is_slow: bool,
}

impl Attack {
    /// A source with an address of its own.
    pub(super) fn at(url: &str, ends: &'static str) -> Self {
        Self {
            what: format!("the address {url:?}"),
            list: List::Ofac,
            url: url.to_owned(),
            answers: None,
            plays: Vec::new(),
            ends,
            connections: 0,
            is_slow: false,
        }
    }

    /// A source that answers in this way at its usual address.
    pub(super) fn answering(
        list: List,
        what: impl Display,
        behaviour: impl Into<Behaviour>,
        ends: &'static str,
    ) -> Self {
        let mut attack = Self::at(list.url(), ends);
        attack.what = what.to_string();
        attack.list = list;
        attack.connections = 1;
        attack.and(list.url(), behaviour)
    }

    /// A source that redirects there.
    pub(super) fn redirecting(location: &str, ends: &'static str) -> Self {
        Self::answering(List::Ofac, format!("a redirect to {location:?}"), Reply::redirect(location), ends)
    }

    /// Lets another URL answer, too.
    pub(super) fn and(mut self, url: &str, behaviour: impl Into<Behaviour>) -> Self {
        self.plays.push((url.to_owned(), behaviour.into()));
        self
    }

    /// Lets a name resolve otherwise.
    pub(super) fn resolving(mut self, host: &'static str, answers: Vec<Vec<IpAddr>>) -> Self {
        self.answers = Some((host, answers));
        self
    }

    /// Says how many connections there are.
    pub(super) const fn connecting(mut self, times: usize) -> Self {
        self.connections = times;
        self
    }

    /// Whether its file arrives whole and is kept, for people who look at what was wrong.
    pub(super) fn is_kept(&self) -> bool {
        self.ends.starts_with("list_")
    }
}

/// The address at which the played sources are.
pub(super) fn good() -> IpAddr {
    PlayedNetwork::address()
}
