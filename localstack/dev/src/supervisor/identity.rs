//! Identity of processes. A process id is not enough, because the system reuses ids of ended processes.

use std::fs;

use serde::{Deserialize, Serialize};

/// A process by its id and its start time in clock ticks since boot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProcessIdentity {
    pub(crate) pid: u32,
    pub(crate) started: u64,
}

impl ProcessIdentity {
    /// The current process with this id.
    pub(crate) fn of(pid: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (process_state, started) = parse(&stat)?;
        (process_state != 'Z').then_some(Self { pid, started })
    }

    pub(crate) fn of_this_process() -> Option<Self> {
        Self::of(std::process::id())
    }

    /// Returns whether this process still runs. A zombie does not.
    pub(crate) fn is_alive(self) -> bool {
        Self::of(self.pid) == Some(self)
    }
}

/// Parses state and start time of a /proc/PID/stat line, whose second field may contain spaces and parentheses.
fn parse(stat: &str) -> Option<(char, u64)> {
    const FIELDS_BEFORE_START: usize = 18;
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    let process_state = fields.next()?.chars().next()?;
    let started = fields.nth(FIELDS_BEFORE_START)?.parse().ok()?;
    Some((process_state, started))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reused_pid_is_another_process() {
        let me = ProcessIdentity::of_this_process().unwrap();
        let other = ProcessIdentity { started: me.started + 1, ..me };
        assert!(me.is_alive());
        assert!(!other.is_alive());
    }

    #[test]
    fn zombie_is_not_alive() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let identity = ProcessIdentity::of(child.id()).unwrap();
        child.kill().unwrap();
        while identity.is_alive() {
            std::thread::yield_now();
        }
        child.wait().unwrap();
        assert!(!identity.is_alive());
    }

    #[test]
    fn names_may_contain_parentheses() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4 1 0 0 0 1 2 0 0 20 0 1 0 4711 9 9";
        assert_eq!(parse(stat), Some(('S', 4711)));
    }
}
