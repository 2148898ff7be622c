use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Serialize};

/// Orders the events of one object key. Its hexadecimal digits vary in number; S3 documents that the shorter of two is to be
/// padded with zeros on the right before their texts are compared. The order of events of different keys means nothing.
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

    /// Without the zeros at its end, a text is ordered as if it was padded with them.
    fn comparable(&self) -> String {
        self.0.trim_end_matches('0').to_ascii_lowercase()
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
