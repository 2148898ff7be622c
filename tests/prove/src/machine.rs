//! The commit and the machine that the suites run on.

use std::{fs, io, process::Command, thread::available_parallelism};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The commit that is checked out, with a `+` when files of the product differ from it.
pub(super) fn commit() -> io::Result<String> {
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--", ".", ":!docs"])?;
    Ok(if changed.is_empty() { commit } else { format!("{commit}+") })
}

fn git(arguments: &[&str]) -> io::Result<String> {
    let output = Command::new("git").current_dir(ROOT).args(arguments).output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Processor, cores, memory and kernel.
pub(super) fn describe() -> io::Result<String> {
    let processor = value_of("/proc/cpuinfo", "model name")?;
    let memory = value_of("/proc/meminfo", "MemTotal")?;
    let kilobytes: u64 = memory.trim_end_matches("kB").trim().parse().map_err(io::Error::other)?;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let cores = available_parallelism()?;
    Ok(format!("{processor}, {cores} cores, {} GB of memory, Linux {}", kilobytes.div_ceil(1 << 20), kernel.trim()))
}

/// The value after a name in a file of `name: value` lines.
fn value_of(path: &str, name: &str) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':').map(str::trim));
    line.map(str::to_owned).ok_or_else(|| io::Error::other(format!("{path} has no {name}")))
}
