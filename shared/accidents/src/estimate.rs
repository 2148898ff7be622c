//! The figures of a prediction.

use crate::feature::Feature;
use crate::fields::{Domain, Fields};
use crate::metadata::{Bounds, Metadata};
use crate::severity::{CutOffs, Severity};

/// What is predicted for an accident.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The output of the model: `log1p(ECLO)`.
    pub raw: f64,
    /// ECLO: `max(expm1(raw), 0)`.
    pub eclo: f64,
    /// The interval; none if the model has no fitted one.
    pub interval: Option<Interval>,
    /// The class of `eclo`.
    pub severity: Severity,
}

/// An interval of ECLO that contains the true value of a share of accidents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end, at least 0 and at most the prediction.
    pub lower: f64,
    /// The upper end, at least the prediction.
    pub upper: f64,
    /// The share of accidents, such as 0.9.
    pub level: f64,
}

/// How raw scores become estimates.
#[derive(Debug)]
pub(crate) struct Scale {
    cut_offs: CutOffs,
    level: f64,
    /// The bounds of each type of accident; empty if there is no interval.
    bounds: Vec<Bounds>,
}

impl Scale {
    /// The scale of a description that has been checked.
    pub(crate) fn new(metadata: &Metadata, fields: &Fields) -> Self {
        let Some(interval) = &metadata.interval else {
            return Self { cut_offs: metadata.cut_offs, level: 0.0, bounds: Vec::new() };
        };
        let Domain::Categories(groups) = fields.get(Feature::AccidentType).domain() else {
            return Self { cut_offs: metadata.cut_offs, level: 0.0, bounds: Vec::new() };
        };
        let bounds = groups.iter().map(|group| interval.by_group.get(group).copied().unwrap_or(interval.all)).collect();
        Self { cut_offs: metadata.cut_offs, level: interval.level, bounds }
    }

    pub(crate) const fn cut_offs(&self) -> CutOffs {
        self.cut_offs
    }

    pub(crate) fn with_cut_offs(self, cut_offs: CutOffs) -> Self {
        Self { cut_offs, ..self }
    }

    /// The estimate for a raw score of an accident of a type.
    pub(crate) fn estimate(&self, raw: f64, accident_type: i32) -> Estimate {
        let eclo = eclo(raw);
        let bounds = usize::try_from(accident_type).ok().and_then(|group| self.bounds.get(group));
        let interval = bounds.map(|bounds| Interval {
            lower: eclo_of_bound(raw, bounds.lower),
            upper: eclo_of_bound(raw, bounds.upper),
            level: self.level,
        });
        Estimate { raw, eclo, interval, severity: self.cut_offs.severity(eclo) }
    }
}

/// ECLO of a raw score. The model predicts its logarithm, so this is nearer to the median of such accidents than to their mean.
pub(crate) fn eclo(raw: f64) -> f64 {
    raw.exp_m1().max(0.0)
}

fn eclo_of_bound(raw: f64, bound: f64) -> f64 {
    eclo(raw + bound)
}
