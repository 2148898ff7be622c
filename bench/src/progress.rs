//! Progress messages on standard error; the report goes to files.
#![expect(clippy::print_stderr, reason = "this is the program's face")]

use std::time::Instant;

/// Prints progress messages with the time since the start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    began: Instant,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { began: Instant::now() }
    }

    pub(crate) fn say(self, text: impl AsRef<str>) {
        let seconds = self.began.elapsed().as_secs();
        eprintln!("{:>3}:{:02}  {}", seconds / 60, seconds % 60, text.as_ref());
    }
}
