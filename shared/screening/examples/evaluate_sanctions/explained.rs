//! Alerts whose explanation is whole.

use std::collections::BTreeSet;

use sisuiq_names::{Hit, Name, Search};

use crate::report::{Report, share};

/// Counts alerts and those that are explained.
#[derive(Default)]
pub(crate) struct Explained {
    alerts: usize,
    explained: usize,
}

impl Explained {
    /// Counts the hits of one search.
    pub(crate) fn count(&mut self, name: &Name, search: &Search, hits: &[Hit<'_>]) {
        self.alerts += hits.len();
        self.explained += hits.iter().filter(|hit| is_explained(name, search, hit)).count();
    }

    pub(crate) fn judge(&self, report: &mut Report) {
        let what = format!("of {} alerts those that account for each word of both names", self.alerts);
        let found = format!("{:.2} %", share(self.explained, self.alerts) * 100.0);
        report.judge(7, what, (found, "all"), self.alerts > 0 && self.explained == self.alerts);
    }
}

/// Whether an alert says what agrees, and each word of both names is among what agrees or what does not.
fn is_explained(name: &Name, search: &Search, hit: &Hit<'_>) -> bool {
    let explanation = &hit.comparison.explanation;
    let left = explanation.matched.iter().map(|pair| &pair.left);
    let left = left.chain(explanation.unmatched_left.iter().map(|token| &token.text));
    let right = explanation.matched.iter().map(|pair| &pair.right);
    let right = right.chain(explanation.unmatched_right.iter().map(|token| &token.text));
    let listed = Name::parse(hit.entry.text, hit.entry.kind);
    hit.comparison.score >= hit.threshold
        && hit.threshold.total_cmp(&search.threshold).is_eq()
        && !explanation.matched.is_empty()
        && names_all(name, left)
        && names_all(&listed, right)
}

fn names_all<'a>(name: &Name, texts: impl Iterator<Item = &'a String>) -> bool {
    let said: BTreeSet<&str> = texts.flat_map(|text| text.split(' ')).collect();
    name.tokens().all(|(token, _)| said.contains(token))
}
