//! Whether the time that an answer takes tells what its text does not.

use crate::routes::Route;
use std::{collections::BTreeMap, sync::Mutex, time::Duration};

/// How often each is asked for in a case.
pub(super) const REPEATS: usize = 5;

/// Times of answers about foreign and about missing objects, by route.
#[derive(Debug, Default)]
pub(super) struct Timing {
    taken: Mutex<BTreeMap<String, [Vec<Duration>; 2]>>,
}

impl Timing {
    pub(super) fn note(&self, route: &Route, foreign: Duration, missing: Duration) {
        let mut taken = self.taken.lock().unwrap();
        let [theirs, nobodys] = taken.entry(format!("{} {}", route.method, route.path)).or_default();
        theirs.push(foreign);
        nobodys.push(missing);
    }

    /// The route whose medians are furthest apart, and the median of all.
    pub(super) fn tell(&self) -> String {
        let mut taken = self.taken.lock().unwrap();
        let mut apart: Vec<(f64, &String)> = taken
            .iter_mut()
            .map(|(route, [foreign, missing])| {
                let (foreign, missing) = (median(foreign).as_secs_f64(), median(missing).as_secs_f64());
                ((foreign - missing).abs() / missing * 100.0, route)
            })
            .collect();
        apart.sort_by(|left, right| left.0.total_cmp(&right.0));
        let usual = apart.get(apart.len() / 2).map_or(0.0, |(percent, _)| *percent);
        apart.last().map_or_else(String::new, |(percent, route)| {
            format!("whose medians of time differ by {usual:.1} % usually and {percent:.1} % at most ({route})")
        })
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
