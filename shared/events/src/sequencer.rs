use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Serialize};

/// Orders the events of one object key: a hexadecimal number with a varying number of digits. Events of different keys cannot
/// be compared.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sequencer(String);

impl Sequencer {
    /// The text as S3 gave it, such as `0055AED6DCD90281E5`.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as S3 gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without leading zeros, longer means larger.
    fn comparable(&self) -> (usize, String) {
        let digits = self.0.trim_start_matches('0').to_ascii_lowercase();
        (digits.len(), digits)
    }
}

impl Ord for Sequencer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.comparable().cmp(&other.comparable())
    }
}

impl PartialOrd for Sequencer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Sequencer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Sequencer {}

impl fmt::Display for Sequencer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
