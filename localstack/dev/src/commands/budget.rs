//! Budget of a whole test run in minutes and disk space, on two cores.

use std::time::Duration;

use anyhow::Result;

use crate::stack::Stack;

const GIGABYTE: f64 = 1e9;

/// A run on a fresh clone: what `.ci/run` takes, without compiling this program.
const FROM_NOTHING: u64 = 33;
/// A run after one that passed.
const AGAIN: u64 = 25;
/// The number of systems when the budget was set.
const SYSTEMS: u64 = 2;
/// Minutes that each further system adds to a run on a fresh clone.
const LATER_SYSTEM: u64 = 6;
const GIGABYTES: f64 = 9.0;

/// The budget of a run, determined before it starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    minutes: u64,
    is_first: bool,
}

impl Budget {
    pub(super) fn of(stack: &Stack) -> Result<Self> {
        let is_first = !stack.target_folder().exists();
        Ok(Self::new(is_first, stack.project.systems()?.len().try_into()?))
    }

    fn new(is_first: bool, systems: u64) -> Self {
        let minutes = if is_first { FROM_NOTHING + LATER_SYSTEM * systems.saturating_sub(SYSTEMS) } else { AGAIN };
        Self { minutes, is_first }
    }

    /// The lines below the table of steps.
    pub(super) fn lines(self, total: Duration, bytes: f64) -> Vec<String> {
        let run = if self.is_first { "on a fresh clone" } else { "of a run after another" };
        let mut lines = vec![
            format!("{:>7}  minutes in all; the budget {run} is {} minutes", minutes(total), self.minutes),
            format!("{:>7.1}  GB of disk; the budget is {GIGABYTES} GB", bytes / GIGABYTE),
        ];
        if total > Duration::from_mins(self.minutes) {
            lines.push("the run took longer than its budget, which is meant for two free cores".to_owned());
        }
        lines
    }
}

/// A duration in minutes.
pub(super) fn minutes(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() / 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_later_system_adds_its_share() {
        assert_eq!(Budget::new(true, SYSTEMS).minutes, 33);
        assert_eq!(Budget::new(true, SYSTEMS + 3).minutes, 51);
        assert_eq!(Budget::new(false, SYSTEMS + 3).minutes, 25);
    }

    #[test]
    fn exceeded_budget_is_reported() {
        let lines = |minutes| Budget::new(false, SYSTEMS).lines(Duration::from_mins(minutes), 8.25e9);
        let expected = [
            "   20.0  minutes in all; the budget of a run after another is 25 minutes",
            "    8.2  GB of disk; the budget is 9 GB",
        ];
        assert_eq!(lines(20), expected);
        assert!(lines(26)[2].contains("longer than its budget"));
    }
}
