//! The machine on which the figures were measured.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path, process::Command, thread};

/// Vector instructions of x86-64, the widest first.
const INSTRUCTIONS: [&str; 3] = ["avx512_vnni", "avx512f", "avx2"];

/// The machine and the commit of one run.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Machine {
    pub(crate) date: String,
    pub(crate) commit: String,
    pub(crate) processor: String,
    /// The widest of [`INSTRUCTIONS`], on which the speed of models depends. Empty if it was not recorded, or if there is none.
    pub(crate) instructions: String,
    pub(crate) cores: usize,
    pub(crate) memory_gib: u64,
    pub(crate) kernel: String,
    /// Load average of the last minute when the run began. Above a few tenths, other programs were running.
    pub(crate) load_before: String,
}

impl Machine {
    pub(crate) fn look(project: &Path, date: String) -> Result<Self> {
        let kibibytes: u64 = field("/proc/meminfo", "MemTotal")?.trim_end_matches(" kB").trim().parse()?;
        let load = fs::read_to_string("/proc/loadavg").context("cannot read /proc/loadavg")?;
        Ok(Self {
            date,
            commit: commit(project)?,
            processor: field("/proc/cpuinfo", "model name")?,
            instructions: widest(&field("/proc/cpuinfo", "flags")?),
            cores: thread::available_parallelism()?.get(),
            memory_gib: kibibytes / 1_048_576,
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")?.trim().to_owned(),
            load_before: load.split(' ').next().unwrap_or_default().to_owned(),
        })
    }

    /// Returns true if the figures of both machines are comparable.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (&self.processor, &self.instructions, self.cores) == (&other.processor, &other.instructions, other.cores)
    }

    /// The processor with its vector instructions and cores.
    pub(crate) fn processor(&self) -> String {
        let Self { processor, instructions, cores, .. } = self;
        let instructions = if instructions.is_empty() { String::new() } else { format!(" ({instructions})") };
        format!("{processor}{instructions}, {cores} cores")
    }
}

/// The widest vector instructions among a processor's flags.
fn widest(flags: &str) -> String {
    let has = |name: &&&str| flags.split(' ').any(|flag| flag == **name);
    INSTRUCTIONS.iter().find(has).map(|name| (*name).to_owned()).unwrap_or_default()
}

fn field(path: &str, name: &str) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    let line = text.lines().find(|line| line.starts_with(name)).with_context(|| format!("{path} has no {name}"))?;
    Ok(line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default())
}

/// The commit, with a note if files differ from it.
fn commit(project: &Path) -> Result<String> {
    let git = |arguments: &[&str]| -> Result<String> {
        let output = Command::new("git").arg("-C").arg(project).args(arguments).output().context("cannot start git")?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--untracked-files=no"])?;
    Ok(match (commit.is_empty(), changed.is_empty()) {
        (true, _) => "no commit".to_owned(),
        (false, true) => commit,
        (false, false) => format!("{commit} and changes"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_instructions_are_named() {
        assert_eq!(widest("fpu avx avx2 avx512f avx512_vnni"), "avx512_vnni");
        assert_eq!(widest("fpu avx avx2 avx2x"), "avx2");
        assert_eq!(widest("fpu"), "");
    }

    #[test]
    fn machines_of_other_instructions_differ() {
        let old = Machine {
            processor: "AMD EPYC".to_owned(),
            instructions: "avx2".to_owned(),
            cores: 2,
            ..Machine::default()
        };
        let later = Machine { date: "later".to_owned(), ..old.clone() };
        assert!(old.is_like(&later) && !old.is_like(&Machine { instructions: "avx512f".to_owned(), ..later }));
        assert_eq!(old.processor(), "AMD EPYC (avx2), 2 cores");
    }
}
