//! Limits of one fetch.

use std::time::Duration;

/// Limits of one fetch, each with a default that suits lists of up to some hundred thousand entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Resolving a name; and connecting to one address, with TLS. 10 s.
    pub connect: Duration,
    /// From the request to the end of the response's head. 30 s.
    pub head: Duration,
    /// The whole fetch with its redirects. 5 min.
    pub total: Duration,
    /// A window in which [`Limits::bytes_in_window`] of the body have to arrive; the time in which the destination is written
    /// does not count. 20 s.
    pub window: Duration,
    /// Bytes, as transferred. 20 kB, so 1 kB a second.
    pub bytes_in_window: u64,
    /// Bytes of the body, as transferred. 128 MiB.
    pub body: u64,
    /// Bytes of the body after decompression. 512 MiB.
    pub decompressed: u64,
    /// The greatest ratio of decompressed to transferred bytes, from one MiB on. XML lists reach about 30. 100.
    pub ratio: u64,
    /// Bytes of the response's head. 16 KiB.
    pub head_bytes: usize,
    /// Headers of the response. 64.
    pub headers: usize,
    /// Redirects. 5.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            head: Duration::from_secs(30),
            total: Duration::from_mins(5),
            window: Duration::from_secs(20),
            bytes_in_window: 20_000,
            body: 128 << 20,
            decompressed: 512 << 20,
            ratio: 100,
            head_bytes: 16 << 10,
            headers: 64,
            redirects: 5,
        }
    }
}
