//! The last lines of a log.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Number of bytes at the end of a log that are searched for lines.
const WINDOW: u64 = 256 * 1024;

/// Returns up to `count` last lines, none if the log cannot be read.
pub(crate) fn last_lines(path: &Path, count: usize) -> Vec<String> {
    let Ok(mut file) = File::open(path) else { return Vec::new() };
    let length = file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
    let mut bytes = Vec::new();
    if file.seek(SeekFrom::Start(length.saturating_sub(WINDOW))).is_err() || file.read_to_end(&mut bytes).is_err() {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    let skipped = lines.len().saturating_sub(count);
    lines.into_iter().skip(skipped).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_log_has_no_lines() {
        assert!(last_lines(Path::new("/nonexistent/log"), 3).is_empty());
    }

    #[test]
    fn only_the_last_lines_are_given() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        std::fs::write(&path, "a\nb\nc\n").unwrap();
        assert_eq!(last_lines(&path, 2), ["b", "c"]);
    }
}
