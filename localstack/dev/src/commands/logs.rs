//! `cargo dev logs`

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cli::LogsArguments;
use crate::console;
use crate::stack::Stack;
use crate::supervisor::log_tail::last_lines;

const POLL: Duration = Duration::from_millis(200);

pub(super) fn run(stack: &Stack, arguments: &LogsArguments) -> Result<()> {
    let logs = chosen(stack, arguments.name.as_deref())?;
    let several = logs.len() > 1;
    let mut lengths = BTreeMap::new();
    for (name, path) in &logs {
        lengths.insert(path.clone(), length(path));
        for line in last_lines(path, arguments.lines) {
            print(several, name, &line);
        }
    }
    if !arguments.follow {
        return Ok(());
    }
    loop {
        for (name, path) in &logs {
            for line in news(path, lengths.entry(path.clone()).or_default())? {
                print(several, name, &line);
            }
        }
        sleep(POLL);
    }
}

fn print(several: bool, name: &str, line: &str) {
    console::line(if several { format!("{name:<12} {line}") } else { line.to_owned() });
}

/// The logs by name: all, or the requested one.
fn chosen(stack: &Stack, name: Option<&str>) -> Result<Vec<(String, PathBuf)>> {
    let folder = stack.logs();
    let Ok(entries) = fs::read_dir(&folder) else { bail!("there are no logs yet; cargo dev up writes them") };
    let mut logs: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.path().file_stem()?.to_string_lossy().into_owned(), entry.path())))
        .collect();
    logs.sort();
    let Some(name) = name else { return Ok(logs) };
    // a process of a function is named like chat-2 and writes into the function's log
    let function = name.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end_matches('-');
    let known: Vec<String> = logs.iter().map(|(name, _)| name.clone()).collect();
    logs.retain(|(log, _)| log == name || log == function);
    if logs.is_empty() {
        bail!("there is no log of {name}; there are {}", known.join(", "));
    }
    Ok(logs)
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map(|metadata| metadata.len()).unwrap_or_default()
}

/// Returns the complete lines since the last call. A log that became shorter is read from its start.
fn news(path: &Path, seen: &mut u64) -> Result<Vec<String>> {
    if length(path) < *seen {
        *seen = 0;
    }
    let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.seek(SeekFrom::Start(*seen))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    bytes.truncate(whole);
    *seen += u64::try_from(whole)?;
    Ok(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incomplete_lines_are_not_printed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let mut seen = 0;
        fs::write(&path, "one\ntw").unwrap();
        assert_eq!(news(&path, &mut seen).unwrap(), ["one"]);
        fs::write(&path, "one\ntwo\n").unwrap();
        assert_eq!(news(&path, &mut seen).unwrap(), ["two"]);
    }

    #[test]
    fn truncated_log_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let mut seen = 100;
        fs::write(&path, "new\n").unwrap();
        assert_eq!(news(&path, &mut seen).unwrap(), ["new"]);
    }
}
