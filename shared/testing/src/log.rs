//! A log in memory.

use serde_json::Value;
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
    /// The whole log.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().expect("nobody panicked while logging")).into_owned()
    }

    /// Its lines, as JSON.
    #[must_use]
    pub fn lines(&self) -> Vec<Value> {
        self.lines_with("")
    }

    /// The lines that contain `text`, as JSON.
    #[must_use]
    pub fn lines_with(&self, text: &str) -> Vec<Value> {
        let lines = self.text();
        let found = lines.lines().filter(|line| line.contains(text));
        found.map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
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
