use serde::{Deserialize, Serialize};

/// The kind of thing that a name belongs to. It decides which words are titles, legal forms or initials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A human being.
    Person,
    /// A company, authority, group or other body.
    Organisation,
    /// A ship.
    Vessel,
    /// An aeroplane or helicopter.
    Aircraft,
    /// Not stated.
    #[default]
    Unknown,
}

impl Kind {
    /// Returns whether names of both kinds may belong to the same thing. `Unknown` goes with every kind.
    #[must_use]
    pub fn is_compatible(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }

    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Person => 0,
            Self::Organisation => 1,
            Self::Vessel => 2,
            Self::Aircraft => 3,
            Self::Unknown => 4,
        }
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Person),
            1 => Some(Self::Organisation),
            2 => Some(Self::Vessel),
            3 => Some(Self::Aircraft),
            4 => Some(Self::Unknown),
            _ => None,
        }
    }
}
