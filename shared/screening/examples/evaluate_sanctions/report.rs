//! Goals with their figures.

use serde::Serialize;

/// A figure of a goal.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// The number of the goal.
    pub(crate) goal: u8,
    pub(crate) what: String,
    pub(crate) found: String,
    /// What is required; empty for a figure that is published beside others.
    pub(crate) required: String,
    /// Whether it is met; none if nothing is required.
    pub(crate) met: Option<bool>,
}

/// All figures, in the order in which they were measured.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    pub(crate) figures: Vec<Figure>,
    /// What was not measured, and why.
    pub(crate) left_out: Vec<String>,
}

impl Report {
    /// Adds a figure that is required.
    pub(crate) fn judge(&mut self, goal: u8, what: impl Into<String>, (found, required): (String, &str), met: bool) {
        let required = required.to_owned();
        self.figures.push(Figure { goal, what: what.into(), found, required, met: Some(met) });
    }

    /// Adds a figure that is published beside others.
    pub(crate) fn tell(&mut self, goal: u8, what: impl Into<String>, found: String) {
        self.figures.push(Figure { goal, what: what.into(), found, required: String::new(), met: None });
    }

    /// Whether no goal is missed.
    pub(crate) fn is_accepted(&self) -> bool {
        self.figures.iter().all(|figure| figure.met != Some(false))
    }

    /// The figures as a table of Markdown, by goal.
    pub(crate) fn markdown(&self) -> String {
        let mut sorted: Vec<&Figure> = self.figures.iter().collect();
        sorted.sort_by_key(|figure| figure.goal);
        let head = ["| goal | figure | found | required | |", "|---:|---|---:|---:|---|"].map(str::to_owned);
        let rows = sorted.into_iter().map(|Figure { goal, what, found, required, met }| {
            let met = met.map_or("", |met| if met { "met" } else { "**missed**" });
            format!("| {goal} | {what} | {found} | {required} | {met} |")
        });
        head.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    }
}

/// A share in percent, with one decimal.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    format!("{:.1} %", share(part, whole) * 100.0)
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}
