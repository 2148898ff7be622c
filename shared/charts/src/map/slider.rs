//! Times of points.

use super::layer::LayerPoints;
use crate::moments::TimeUnit;
use serde::Serialize;
use sisuiq_model::Language;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The times of the points, for a slider.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapTimes)]
pub struct TimeSlider {
    /// The unit.
    pub unit: TimeUnit,
    /// The times with points, in order.
    pub buckets: Vec<TimeBucket>,
    /// The number of points without a time.
    pub unknown: usize,
}

/// The points of one year, month, weekday or hour.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[schema(as = MapTime)]
pub struct TimeBucket {
    /// Its number, the property `_time` of its points.
    pub value: i16,
    /// Its name.
    pub label: String,
    /// The number of its points.
    pub count: usize,
}

pub(super) fn slider(layers: &[LayerPoints], unit: TimeUnit, language: Language) -> TimeSlider {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    let mut unknown = 0;
    for layer in layers {
        for located in layer.located.iter().filter(|_| layer.has_times) {
            match located.time {
                Some(time) => *counts.entry(time).or_default() += 1,
                None => unknown += 1,
            }
        }
    }
    let bucket = |(value, count)| TimeBucket { value, label: unit.name(value, language), count };
    TimeSlider { unit, buckets: counts.into_iter().map(bucket).collect(), unknown }
}
