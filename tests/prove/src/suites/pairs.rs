//! Whether the time that answers take tells what their text does not.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

/// So many pairs tell a difference of a few percent from chance; of fewer nothing is concluded.
pub(super) const ENOUGH: usize = 200;

/// Times of two answers that nobody is to tell apart, asked for by the same caller one after the other, by what was asked.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    taken: Mutex<BTreeMap<String, Vec<(f64, f64)>>>,
}

impl Pairs {
    pub(super) fn note(&self, asked: &str, one: Duration, other: Duration) {
        let mut taken = self.taken.lock().unwrap();
        taken.entry(asked.to_owned()).or_default().push((one.as_secs_f64(), other.as_secs_f64()));
    }

    /// How many pairs there are.
    pub(super) fn count(&self) -> usize {
        self.taken.lock().unwrap().values().map(Vec::len).sum()
    }

    /// What was asked whose answers are furthest apart, and how far apart they usually are.
    pub(super) fn tell(&self) -> String {
        let apart = self.percents(0);
        let usual = apart.get(apart.len() / 2).map_or(0.0, |(percent, _)| *percent);
        apart.last().map_or_else(String::new, |(percent, asked)| {
            format!("whose times differ by {usual:.1} % usually and {percent:.1} % at most ({asked})")
        })
    }

    /// All whose answers differ by more than `most` percent, as far as there are enough pairs to say so.
    pub(super) fn beyond(&self, most: f64) -> Vec<String> {
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

/// The median of the differences within pairs, for callers of different kinds wait differently long, in percent of the median
/// answer.
fn percent(pairs: &[(f64, f64)]) -> f64 {
    let differences = pairs.iter().map(|(one, other)| one - other).collect();
    let answers = pairs.iter().map(|(_, other)| *other).collect();
    (median(differences) / median(answers) * 100.0).abs()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_whoever_asks_and_not_concluded_from_a_few() {
        let pairs = Pairs::default();
        let micros = Duration::from_micros;
        for place in 0..1_000 {
            // half of the callers wait three times as long as the others
            let wait = if place % 2 == 0 { 1_000 } else { 3_000 };
            pairs.note("alike", micros(wait + place % 7), micros(wait + (place + 3) % 7));
            pairs.note("apart", micros(wait + 300), micros(wait));
            if place < 10 {
                pairs.note("seldom", micros(wait * 2), micros(wait));
            }
        }
        let beyond = pairs.beyond(5.0);
        assert!(beyond.len() == 1 && beyond[0].starts_with("apart: times differ by 10"), "{beyond:?}");
        assert_eq!(pairs.count(), 2_010);
        assert!(pairs.tell().contains("(seldom)"));
    }
}
