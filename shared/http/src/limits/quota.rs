//! Quotas: numbers of requests in sliding windows.

use std::fmt;
use std::str::FromStr;

/// The largest number that a quota may have: each admitted request is remembered for as long as its span.
const MOST: u32 = 10_000;
/// The longest span, in seconds.
const LONGEST: u32 = 86_400;
/// The maximum number of quotas of one subject.
const QUOTAS: usize = 4;

/// A number of requests in any span of time of one length: a sliding window.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Quota {
    /// The number of requests.
    pub most: u32,
    /// The span in seconds.
    pub seconds: u32,
}

/// Quotas that all have to hold, such as a rate and a burst. Written as `300/60s,30/1s`, or `none`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Quotas(pub Vec<Quota>);

/// Text that is no list of quotas.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
#[error("expected up to {QUOTAS} quotas such as 300/60s,30/1s of at most {MOST} requests and {LONGEST}s, or none")]
pub struct QuotaError;

impl FromStr for Quotas {
    type Err = QuotaError;

    fn from_str(text: &str) -> Result<Self, QuotaError> {
        if text == "none" {
            return Ok(Self::default());
        }
        let quotas = text.split(',').map(|one| one.trim().parse()).collect::<Result<Vec<Quota>, _>>()?;
        if quotas.len() <= QUOTAS { Ok(Self(quotas)) } else { Err(QuotaError) }
    }
}

impl FromStr for Quota {
    type Err = QuotaError;

    fn from_str(text: &str) -> Result<Self, QuotaError> {
        let (most, span) = text.split_once('/').ok_or(QuotaError)?;
        let seconds = span.strip_suffix('s').ok_or(QuotaError)?;
        let number = |text: &str| text.parse::<u32>().map_err(|_| QuotaError);
        let quota = Self { most: number(most)?, seconds: number(seconds)? };
        let is_sensible = (1..=MOST).contains(&quota.most) && (1..=LONGEST).contains(&quota.seconds);
        if is_sensible { Ok(quota) } else { Err(QuotaError) }
    }
}

impl fmt::Display for Quota {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}s", self.most, self.seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quota_list_is_read_as_written() {
        let read: Quotas = "300/60s, 30/1s".parse().unwrap();
        assert_eq!(read.0, [Quota { most: 300, seconds: 60 }, Quota { most: 30, seconds: 1 }]);
        assert_eq!("none".parse(), Ok(Quotas::default()));
        assert_eq!(read.0[0].to_string(), "300/60s");
    }

    #[test]
    fn invalid_quota_list_is_refused() {
        for text in [
            "",
            "5",
            "5/10",
            "5/10m",
            "0/10s",
            "5/0s",
            "-1/10s",
            "5/10s,",
            "10001/1s",
            "1/86401s",
            "1/1s,1/2s,1/3s,1/4s,1/5s",
        ] {
            assert_eq!(text.parse::<Quotas>(), Err(QuotaError), "{text}");
        }
    }
}
