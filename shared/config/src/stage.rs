//! The stage in which the product runs.

use std::fmt;
use std::str::FromStr;

/// A deployment stage; the default is the strictest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// A developer's machine: demo user, plain HTTP.
    Dev,
    /// A rehearsal of production.
    Staging,
    /// Production.
    #[default]
    Prod,
}

impl Stage {
    /// Returns whether demo data, demo users and plain HTTP are acceptable.
    #[must_use]
    pub fn is_dev(self) -> bool {
        self == Self::Dev
    }
}

impl FromStr for Stage {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "dev" => Ok(Self::Dev),
            "staging" => Ok(Self::Staging),
            "prod" => Ok(Self::Prod),
            _ => Err("expected dev, staging or prod"),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Dev => "dev",
            Self::Staging => "staging",
            Self::Prod => "prod",
        })
    }
}
