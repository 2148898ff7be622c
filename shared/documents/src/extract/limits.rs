use std::time::Duration;

/// The limits of reading one PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Number of pages.
    pub pages: u32,
    /// Address space of the child in bytes.
    pub memory_bytes: u64,
    /// Processor time of the child, in whole seconds.
    pub cpu: Duration,
    /// Wall-clock time for opening the file and for each page.
    pub page: Duration,
    /// Time in which one child renders pages to find hidden text. A new child reads the pages after that.
    pub rendering: Duration,
    /// Wall-clock time of one call.
    pub total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 52_428_800,
            pages: 2000,
            memory_bytes: 1 << 30,
            cpu: Duration::from_mins(1),
            page: Duration::from_secs(20),
            rendering: Duration::from_secs(12),
            total: Duration::from_mins(2),
        }
    }
}
