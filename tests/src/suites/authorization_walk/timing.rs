//! Whether the time that an answer takes tells what its text does not.

use crate::routes::Route;
use std::{collections::BTreeMap, sync::Mutex, time::Duration};

/// How often each is asked for in a case.
pub(super) const REPEATS: usize = 20;

/// Times of answers about a foreign and about a missing object, asked for by the same caller one after the other, by route.
#[derive(Debug, Default)]
pub(super) struct Timing {
    taken: Mutex<BTreeMap<String, Vec<(f64, f64)>>>,
}

impl Timing {
    pub(super) fn note(&self, route: &Route, foreign: Duration, missing: Duration) {
        let mut taken = self.taken.lock().unwrap();
        let pairs = taken.entry(format!("{} {}", route.method, route.path)).or_default();
        pairs.push((foreign.as_secs_f64(), missing.as_secs_f64()));
    }

    /// The route whose pairs are furthest apart, and how far apart they usually are: the median of the differences within
    /// pairs, as callers of different kinds wait differently long, in percent of the median answer.
    pub(super) fn tell(&self) -> String {
        let taken = self.taken.lock().unwrap();
        let mut apart: Vec<(f64, &String)> = taken.iter().map(|(route, pairs)| (percent(pairs), route)).collect();
        apart.sort_by(|left, right| left.0.total_cmp(&right.0));
        let usual = apart.get(apart.len() / 2).map_or(0.0, |(percent, _)| *percent);
        apart.last().map_or_else(String::new, |(percent, route)| {
            format!("whose times differ by {usual:.1} % usually and {percent:.1} % at most ({route})")
        })
    }
}

fn percent(pairs: &[(f64, f64)]) -> f64 {
    let differences = pairs.iter().map(|(foreign, missing)| foreign - missing).collect();
    let answers = pairs.iter().map(|(_, missing)| *missing).collect();
    (median(differences) / median(answers) * 100.0).abs()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
