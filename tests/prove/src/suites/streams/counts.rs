//! Totals of all cases.

use super::place::Stopped;
use crate::Worst;
use std::{
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

#[derive(Default)]
pub(super) struct Counts {
    streams: AtomicU64,
    cuts: AtomicU64,
    twice: AtomicU64,
    slow: AtomicU64,
    left: AtomicU64,
    /// Times until the provider's call and the stream ended.
    stops: Mutex<Vec<Stopped>>,
    crowds: AtomicU64,
    most_kibibytes: AtomicU64,
}

impl Counts {
    pub(super) fn cuts(&self, (streams, cuts): (u64, u64)) {
        self.streams.fetch_add(streams, Relaxed);
        self.cuts.fetch_add(cuts, Relaxed);
    }

    pub(super) fn twice(&self) {
        self.twice.fetch_add(1, Relaxed);
    }

    pub(super) fn slow(&self) {
        self.slow.fetch_add(1, Relaxed);
    }

    pub(super) fn left(&self) {
        self.left.fetch_add(1, Relaxed);
    }

    pub(super) fn stop(&self, stopped: Stopped) {
        self.stops.lock().unwrap().push(stopped);
    }

    pub(super) fn crowd(&self, kibibytes: u64) {
        self.crowds.fetch_add(1, Relaxed);
        self.most_kibibytes.fetch_max(kibibytes, Relaxed);
    }

    pub(super) fn worst(&self) -> Worst {
        let count = |counter: &AtomicU64| counter.load(Relaxed);
        let stops = self.stops.lock().unwrap();
        let mut told = vec![format!(
            "{} streams cut {} times, {} read by two and more, {} slowly, {} left, {} stopped",
            count(&self.streams),
            count(&self.cuts),
            count(&self.twice),
            count(&self.slow),
            count(&self.left),
            stops.len()
        )];
        if !stops.is_empty() {
            let hung_up = percentiles(stops.iter().map(|stopped| stopped.call).collect());
            let ended = percentiles(stops.iter().map(|stopped| stopped.stream).collect());
            let told_of = "half, 95 % and all of the calls stopped were over after";
            told.push(format!("{told_of} {hung_up} ms, their streams after {ended} ms"));
        }
        if count(&self.crowds) > 0 {
            let (crowds, most) = (count(&self.crowds), count(&self.most_kibibytes));
            told.push(format!("{crowds} crowds of 50 slow readers, at most {most} KiB each"));
        }
        Worst(told.join("; "))
    }
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_millis();
    format!("{} / {} / {}", at(50), at(95), at(100))
}
