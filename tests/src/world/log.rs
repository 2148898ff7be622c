//! What the process logs, kept in memory.

use sisuiq_config::Environment;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

/// The lines logged so far; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Log {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Log {
    /// From now on keeps what this process logs, other tests of this process included.
    ///
    /// # Panics
    /// Somebody does so already.
    #[must_use]
    pub fn capture(filter: &str) -> Self {
        let log = Self::default();
        let writer = log.clone();
        let environment = Environment::from_pairs([("RUST_LOG", filter)]);
        let (subscriber, _telemetry) =
            sisuiq_telemetry::build("test", &environment, move || writer.clone()).expect("the filter is well formed");
        tracing::subscriber::set_global_default(subscriber).expect("nobody else keeps the log");
        log
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().expect("nobody panicked while logging")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.lock().expect("nobody panicked while logging").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
