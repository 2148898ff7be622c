//! Memory of a process and its children, read from /proc.

use crate::figures::float;
use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Sampling interval: children live for fractions of a second.
const INTERVAL: Duration = Duration::from_millis(4);

/// Peak memory, in MB.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Memory {
    /// The process itself.
    pub(crate) own: f64,
    /// Its largest child.
    pub(crate) child: f64,
    /// All processes at the same moment.
    pub(crate) together: f64,
}

/// A thread that samples a process until [`Watch::end`].
#[derive(Debug)]
pub(crate) struct Watch {
    is_over: Arc<AtomicBool>,
    watcher: JoinHandle<Memory>,
}

impl Watch {
    pub(crate) fn start(pid: u32) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&is_over);
        let watcher = thread::spawn(move || {
            let mut memory = Memory::default();
            while !stop.load(Ordering::Relaxed) {
                memory.look(pid);
                thread::sleep(INTERVAL);
            }
            memory
        });
        Self { is_over, watcher }
    }

    /// Stops sampling and returns the peaks.
    pub(crate) fn end(self) -> Memory {
        self.is_over.store(true, Ordering::Relaxed);
        self.watcher.join().unwrap_or_default()
    }
}

impl Memory {
    fn look(&mut self, pid: u32) {
        let children = children(pid);
        let most = children.iter().filter_map(|child| megabytes(*child, "VmHWM:")).fold(0.0, f64::max);
        let now = |pid: u32| megabytes(pid, "VmRSS:").unwrap_or_default();
        self.own = self.own.max(megabytes(pid, "VmHWM:").unwrap_or_default());
        self.child = self.child.max(most);
        self.together = self.together.max(now(pid) + children.into_iter().map(now).sum::<f64>());
    }
}

/// Current resident memory; none once the process has ended.
pub(crate) fn resident_megabytes(pid: u32) -> Option<f64> {
    megabytes(pid, "VmRSS:")
}

fn megabytes(pid: u32, field: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(float(kibibytes) * 1024.0 / 1e6)
}

/// Lists the child processes that already run their own program. Before that, a child shares its parent's memory.
fn children(pid: u32) -> Vec<u32> {
    let command = |pid: u32| fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let own = command(pid);
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    let lists = threads.flatten().filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    let all = lists.flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>());
    all.filter(|child| command(*child) != own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Child, Command};

    struct Ended(Child);

    impl Drop for Ended {
        fn drop(&mut self) {
            self.0.kill().unwrap();
            self.0.wait().unwrap();
        }
    }

    #[test]
    fn ended_process_has_no_memory() {
        assert_eq!(resident_megabytes(u32::MAX), None);
        assert_eq!(Watch::start(u32::MAX).end(), Memory::default());
    }

    #[test]
    fn children_count_in_addition() {
        let child = Ended(Command::new("sleep").arg("60").spawn().unwrap());
        let pid = std::process::id();
        assert!(children(pid).contains(&child.0.id()));
        let mut memory = Memory::default();
        memory.look(pid);
        assert!(memory.own > 0.0 && memory.child > 0.0 && memory.together > memory.child, "{memory:?}");
    }
}
