//! Peak memory of a process and its children, as the kernel counts it.

use std::{
    collections::BTreeSet,
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Sampling interval. The kernel records the peak of each process, so only its last moments can be missed.
const INTERVAL: Duration = Duration::from_millis(4);

/// A thread that samples memory until it is dropped.
pub(super) struct Scales {
    peaks: Arc<Peaks>,
    sampling: Option<JoinHandle<()>>,
}

/// Peaks in kilobytes.
#[derive(Default)]
struct Peaks {
    own: AtomicU64,
    child: AtomicU64,
    is_done: AtomicBool,
}

impl Scales {
    pub(super) fn under(process: u32) -> Self {
        let peaks = Arc::<Peaks>::default();
        let shared = Arc::clone(&peaks);
        let sampling = thread::spawn(move || sample(process, &shared));
        Self { peaks, sampling: Some(sampling) }
    }

    /// The peak of the process itself, in megabytes.
    pub(super) fn own(&self) -> u64 {
        self.peaks.own.load(Relaxed) / 1024
    }

    /// The highest peak of a child since the last call, in megabytes.
    pub(super) fn child(&self) -> u64 {
        self.peaks.child.swap(0, Relaxed) / 1024
    }
}

impl Drop for Scales {
    fn drop(&mut self) {
        self.peaks.is_done.store(true, Relaxed);
        if let Some(sampling) = self.sampling.take() {
            drop(sampling.join());
        }
    }
}

fn sample(process: u32, peaks: &Peaks) {
    let mut strangers = BTreeSet::new();
    while !peaks.is_done.load(Relaxed) {
        peaks.own.fetch_max(peak(process), Relaxed);
        for child in children(process, &mut strangers).into_iter().filter(|child| is_reader(*child)) {
            peaks.child.fetch_max(peak(child), Relaxed);
        }
        thread::sleep(INTERVAL);
    }
}

/// Running children. Another process never becomes a child, so it is not examined again.
fn children(process: u32, strangers: &mut BTreeSet<u32>) -> Vec<u32> {
    let running = fs::read_dir("/proc").expect("processes can be listed");
    let ids: BTreeSet<u32> = running.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
    strangers.retain(|id| ids.contains(id));
    let (children, others): (Vec<_>, Vec<_>) =
        ids.difference(strangers).copied().partition(|id| parent(*id) == Some(process));
    strangers.extend(others);
    children
}

fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // the name before the closing bracket may contain any character
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// Returns true if a child runs the reader. Before that, it appears as large as its parent.
fn is_reader(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/cmdline")).is_ok_and(|line| line.contains("extract-pages"))
}

/// Peak memory in kilobytes; zero when the process has ended.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
