//! Comparison of response times of answers that must not be distinguishable.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

/// Number of pairs that separates a difference of a few percent from chance. Fewer pairs allow no conclusion.
pub(super) const ENOUGH: usize = 200;

/// Response times of pairs of indistinguishable answers, by request. One caller sends both requests of a pair, one
/// after the other.
#[derive(Debug, Default)]
pub struct Pairs {
    taken: Mutex<BTreeMap<String, Vec<(f64, f64)>>>,
}

impl Pairs {
    /// Adds the times of one pair of answers.
    pub fn note(&self, asked: &str, one: Duration, other: Duration) {
        let mut taken = self.taken.lock().unwrap();
        taken.entry(asked.to_owned()).or_default().push((one.as_secs_f64(), other.as_secs_f64()));
    }

    /// Number of pairs.
    #[must_use]
    pub fn count(&self) -> usize {
        self.taken.lock().unwrap().values().map(Vec::len).sum()
    }

    /// Describes the usual difference, and the request with the largest difference.
    #[must_use]
    pub fn summary(&self) -> String {
        let apart = self.percents(0);
        let usual = apart.get(apart.len() / 2).map_or(0.0, |(percent, _)| *percent);
        apart.last().map_or_else(String::new, |(percent, asked)| {
            format!("whose times differ by {usual:.1} % usually and {percent:.1} % at most ({asked})")
        })
    }

    /// Requests whose answers differ by more than `most` percent, if there are enough pairs.
    #[must_use]
    pub fn beyond(&self, most: f64) -> Vec<String> {
        let apart = self.percents(ENOUGH).into_iter().filter(|(percent, _)| *percent > most);
        apart.map(|(percent, asked)| format!("{asked}: times differ by {percent:.1} %, more than {most} %")).collect()
    }

    fn percents(&self, least: usize) -> Vec<(f64, String)> {
        let taken = self.taken.lock().unwrap();
        let enough = taken.iter().filter(|(_, pairs)| pairs.len() >= least);
        let mut apart: Vec<_> = enough.map(|(asked, pairs)| (percent(pairs), asked.clone())).collect();
        apart.sort_by(|left, right| left.0.total_cmp(&right.0));
        apart
    }
}

/// The median difference, in percent of the median answer. Differences are taken within pairs, because response times
/// depend on the kind of caller.
fn percent(pairs: &[(f64, f64)]) -> f64 {
    let differences = pairs.iter().map(|(one, other)| one - other).collect();
    let answers = pairs.iter().map(|(_, other)| *other).collect();
    (median(differences) / median(answers) * 100.0).abs()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
