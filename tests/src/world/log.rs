//! What the process logs, kept in memory.

use serde_json::Value;
use sisuiq_config::Environment;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex, OnceLock},
};

static LOG: OnceLock<Log> = OnceLock::new();

/// The lines logged so far; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Log {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Log {
    /// From its first call on, keeps what this process logs down to debug level, other tests of this process included.
    #[must_use]
    pub fn of_process() -> Self {
        LOG.get_or_init(|| {
            let log = Self::default();
            let writer = log.clone();
            let environment = Environment::from_pairs([("RUST_LOG", "debug")]);
            let built = sisuiq_telemetry::build("test", &environment, move || writer.clone());
            let (subscriber, _telemetry) = built.expect("the filter is well formed");
            tracing::subscriber::set_global_default(subscriber).expect("nobody else keeps the log");
            log
        })
        .clone()
    }

    /// The lines that contain `text`, as JSON.
    #[must_use]
    pub fn lines_with(&self, text: &str) -> Vec<Value> {
        let lines = self.text();
        let found = lines.lines().filter(|line| line.contains(text));
        found.map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
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
