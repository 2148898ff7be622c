//! Stopping processes: with SIGTERM, then with SIGKILL.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use super::POSTGRES;
use crate::console;
use crate::stack::state::PartRecord;

const TIMEOUT: Duration = Duration::from_secs(12);
const POLL: Duration = Duration::from_millis(30);

/// Parts that store data. The others are stopped before them.
const STORES: [&str; 3] = [POSTGRES, super::LOCALSTACK, super::QDRANT];

/// Stops every recorded process that still runs, with its children. Stores are stopped last. Returns the names of the parts
/// that were running.
pub(crate) fn end_all(parts: &[PartRecord]) -> Vec<String> {
    let alive: Vec<&PartRecord> = parts.iter().filter(|part| part.process.is_alive()).collect();
    let (stores, users): (Vec<&PartRecord>, Vec<&PartRecord>) =
        alive.iter().partition(|part| STORES.contains(&part.name.as_str()));
    end(&users);
    end(&stores);
    alive.iter().map(|part| part.name.clone()).collect()
}

/// Stops these parts in parallel.
pub(crate) fn end(parts: &[&PartRecord]) {
    for part in parts {
        ask_to_end(part);
    }
    let deadline = Instant::now() + TIMEOUT;
    while parts.iter().any(|part| part.process.is_alive()) && Instant::now() < deadline {
        sleep(POLL);
    }
    for part in parts {
        kill_what_is_left(part);
    }
}

/// Kills the remaining children of an ended part. Those of Postgres end by themselves when they notice its end: killing one
/// could corrupt the shared memory.
pub(super) fn end_what_is_left(part: &PartRecord) {
    if part.name != POSTGRES {
        kill_what_is_left(part);
    }
}

fn ask_to_end(part: &PartRecord) {
    let Some(pid) = pid_of(part) else { return };
    // SIGINT is the fast shutdown of Postgres, which itself stops its children
    let asked =
        if part.name == POSTGRES { kill_process(pid, Signal::INT) } else { kill_process_group(pid, Signal::TERM) };
    report_refusal(part, asked);
}

fn kill_what_is_left(part: &PartRecord) {
    if let Some(pid) = pid_of(part) {
        report_refusal(part, kill_process_group(pid, Signal::KILL));
    }
}

/// Reports a failed signal, unless the process has ended already.
fn report_refusal(part: &PartRecord, result: Result<(), Errno>) {
    if let Err(error) = result
        && error != Errno::SRCH
    {
        console::note(format!("cannot end {} (process {}): {error}", part.name, part.process.pid));
    }
}

fn pid_of(part: &PartRecord) -> Option<Pid> {
    i32::try_from(part.process.pid).ok().and_then(Pid::from_raw)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command, Stdio};

    use super::*;
    use crate::supervisor::identity::ProcessIdentity;

    fn part(child: &Child) -> PartRecord {
        let process = ProcessIdentity::of(child.id()).unwrap();
        PartRecord { name: "part".to_owned(), process, port: None, log: "part".to_owned() }
    }

    fn group(script: &str) -> Child {
        Command::new("sh").args(["-c", script]).process_group(0).stdout(Stdio::piped()).spawn().unwrap()
    }

    #[test]
    fn children_end_with_their_part() {
        let mut child = group("sleep 61 & echo $!; exec >&-; wait");
        let mut printed = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut printed).unwrap();
        let grandchild = ProcessIdentity::of(printed.trim().parse().unwrap()).unwrap();
        end_all(&[part(&child)]);
        child.wait().unwrap();
        while grandchild.is_alive() {
            std::thread::yield_now();
        }
    }

    #[test]
    fn reused_pid_is_not_killed() {
        let mut child = group("sleep 63");
        let mut record = part(&child);
        record.process.started += 1;
        assert!(end_all(&[record]).is_empty());
        assert!(child.try_wait().unwrap().is_none());
        end_all(&[part(&child)]);
        child.wait().unwrap();
    }
}
