//! Reliability indices as IEEE Std 1366-2012 defines them (clause 3.2), and its 2.5 beta method for major event days (clause
//! 3.5, annex B.2).

use crate::sum::{Sum, float};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The number of preceding years that define a year's baseline.
const YEARS: i16 = 5;

/// A sustained interruption, or one restoration step of it, after which some of its customers have supply again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interruption {
    /// The number of interrupted customers.
    pub customers: f64,
    /// For how long, in hours.
    pub hours: f64,
}

/// Customers served and length of the period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Service {
    /// Customers served.
    pub customers: f64,
    /// The hours of the period, where it is known.
    pub hours: Option<f64>,
}

/// The indices of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// System average interruption frequency index, interruptions for each customer: `SAIFI = Σ N_i / N_T`.
    pub saifi: f64,
    /// System average interruption duration index, hours for each customer: `SAIDI = Σ r_i N_i / N_T`.
    pub saidi: f64,
    /// Customer average interruption duration index, hours per interruption: `CAIDI = Σ r_i N_i / Σ N_i`. None if no
    /// customer was interrupted.
    pub caidi: Option<f64>,
    /// Average service availability index, a share: `ASAI = (N_T h - Σ r_i N_i) / (N_T h)`. None if the
    /// length of the period is unknown, or if more customer hours were lost than the period has.
    pub asai: Option<f64>,
}

/// Customer interruptions and customer hours without supply.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    interrupted: Sum,
    lost: Sum,
    pub(crate) rows: u64,
}

impl Totals {
    pub(crate) fn add(&mut self, interruption: Interruption) {
        self.interrupted.add(interruption.customers);
        self.lost.add(interruption.customers * interruption.hours);
        self.rows += 1;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.interrupted.add(other.interrupted.total());
        self.lost.add(other.lost.total());
        self.rows += other.rows;
    }

    /// Hours without supply for each customer served.
    pub(crate) fn saidi(&self, served: f64) -> f64 {
        self.lost.total() / served
    }

    pub(crate) fn indices(&self, service: Service) -> Option<Indices> {
        let Service { customers, hours } = service;
        let is_positive = |number: f64| number.is_finite() && number > 0.0;
        if !is_positive(customers) {
            return None;
        }
        let (interrupted, lost) = (self.interrupted.total(), self.lost.total());
        let owed = hours.filter(|hours| is_positive(*hours)).map(|hours| customers * hours);
        Some(Indices {
            saifi: interrupted / customers,
            saidi: lost / customers,
            caidi: (interrupted > 0.0).then(|| lost / interrupted),
            asai: owed.filter(|owed| lost <= *owed).map(|owed| (owed - lost) / owed),
        })
    }
}

impl FromIterator<Interruption> for Totals {
    fn from_iter<Interruptions: IntoIterator<Item = Interruption>>(interruptions: Interruptions) -> Self {
        let mut totals = Self::default();
        interruptions.into_iter().for_each(|interruption| totals.add(interruption));
        totals
    }
}

/// The indices of these interruptions; none if no customer is served.
///
/// ```
/// use sisuiq_analytics::{Interruption, Service, indices};
///
/// let interruptions = [(200.0, 1.5), (50.0, 4.0)].map(|(customers, hours)| Interruption { customers, hours });
/// let year = Service { customers: 1000.0, hours: Some(8760.0) };
/// let indices = indices(&interruptions, year).ok_or("no customers")?;
/// assert_eq!(indices.saifi, 250.0 / 1000.0);
/// assert_eq!(indices.saidi, 500.0 / 1000.0);
/// assert_eq!(indices.caidi, Some(500.0 / 250.0));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn indices(interruptions: &[Interruption], service: Service) -> Option<Indices> {
    interruptions.iter().copied().collect::<Totals>().indices(service)
}

/// A day and its SAIDI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// The day on which interruptions began: all their hours count on it.
    pub date: Date,
    /// Its SAIDI, in any unit of time that is the same for all days.
    pub saidi: f64,
}

/// The SAIDI above which a day is a major event day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// Mean of the natural logarithms of the daily SAIDI, excluding days with zero SAIDI.
    pub alpha: f64,
    /// Sample standard deviation of the same logarithms.
    pub beta: f64,
    /// `T_MED = exp(α + 2.5 β)`, in the unit of the daily SAIDI.
    pub saidi: f64,
    /// The sample size in days.
    pub days: u64,
}

/// The major event days of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct MajorEventDays {
    /// The threshold.
    pub threshold: Threshold,
    /// The number of preceding years with data that it is computed from: at most five.
    pub years: usize,
    /// The days.
    pub days: Vec<Day>,
}

/// The threshold that these days define for the following year. None if fewer than two days have a SAIDI above zero.
///
/// ```
/// let threshold = sisuiq_analytics::threshold([1.0, 0.0, std::f64::consts::E]).ok_or("too few days")?;
/// assert_eq!((threshold.alpha, threshold.days), (0.5, 2));
/// assert_eq!(threshold.saidi, (0.5 + 2.5 * 0.5_f64.sqrt()).exp());
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn threshold(daily_saidi: impl IntoIterator<Item = f64>) -> Option<Threshold> {
    let logarithms: Vec<f64> =
        daily_saidi.into_iter().filter(|saidi| saidi.is_finite() && *saidi > 0.0).map(f64::ln).collect();
    let days = u64::try_from(logarithms.len()).unwrap_or(u64::MAX);
    if days < 2 {
        return None;
    }
    let alpha = logarithms.iter().copied().collect::<Sum>().total() / float(days);
    let squares: Sum = logarithms.iter().map(|logarithm| (logarithm - alpha).powi(2)).collect();
    let beta = (squares.total() / float(days - 1)).sqrt();
    Some(Threshold { alpha, beta, saidi: 2.5_f64.mul_add(beta, alpha).exp(), days })
}

/// The major event days by year: days whose SAIDI is above the threshold computed from the five preceding years. Years
/// without a threshold are left out.
#[must_use]
pub fn major_event_days(days: &[Day]) -> BTreeMap<i16, MajorEventDays> {
    let mut by_year: BTreeMap<i16, Vec<Day>> = BTreeMap::new();
    for day in days {
        by_year.entry(day.date.year()).or_default().push(*day);
    }
    let of_year = |(year, days): (&i16, &Vec<Day>)| {
        let before: Vec<&Vec<Day>> = by_year.range(year.saturating_sub(YEARS)..*year).map(|(_, days)| days).collect();
        let threshold = threshold(before.iter().flat_map(|days| days.iter()).map(|day| day.saidi))?;
        let days = days.iter().filter(|day| day.saidi > threshold.saidi).copied().collect();
        Some((*year, MajorEventDays { threshold, years: before.len(), days }))
    };
    by_year.iter().filter_map(of_year).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const YEAR: Option<f64> = Some(8_760.0);

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() <= 1e-9 * right.abs().max(1.0)
    }

    #[test]
    fn indices_need_a_valid_customer_count() {
        let one = [Interruption { customers: 10.0, hours: 1.0 }];
        for customers in [0.0, -5.0, f64::NAN, f64::INFINITY] {
            assert_eq!(indices(&one, Service { customers, hours: YEAR }), None);
        }
    }

    #[test]
    fn asai_needs_a_long_enough_period() {
        let one = [Interruption { customers: 10.0, hours: 30.0 }];
        let asai = |hours| indices(&one, Service { customers: 10.0, hours }).unwrap().asai;
        assert_eq!((asai(None), asai(Some(0.0)), asai(Some(24.0))), (None, None, None));
        assert_eq!((asai(Some(30.0)), asai(Some(60.0))), (Some(0.0), Some(0.5)));
    }

    #[test]
    fn caidi_needs_an_interruption() {
        let none = indices(&[], Service { customers: 2_000.0, hours: YEAR }).unwrap();
        assert_eq!(none, Indices { saifi: 0.0, saidi: 0.0, caidi: None, asai: Some(1.0) });
    }

    #[test]
    fn threshold_ignores_days_without_interruptions() {
        let with = threshold([1.0, 2.0, 0.0, 4.0, 0.0]).unwrap();
        assert_eq!(with, threshold([1.0, 2.0, 4.0]).unwrap());
        // the logarithms are 0, ln 2 and 2 ln 2: their mean is ln 2, and their deviation too
        assert!(close(with.saidi, 2.0_f64.powf(3.5)) && with.days == 3);
        assert_eq!((threshold([]), threshold([3.0])), (None, None));
    }

    #[test]
    fn earlier_years_set_a_years_threshold() {
        let day = |year, month, saidi| Day { date: date(year, month, 1), saidi };
        let days = [day(2020, 1, 1.0), day(2020, 2, 2.0), day(2020, 3, 4.0), day(2021, 1, 11.0), day(2021, 2, 12.0)];
        let found = major_event_days(&days);
        assert_eq!(found.keys().collect::<Vec<_>>(), [&2021]);
        let of_2021 = &found[&2021];
        assert!(close(of_2021.threshold.saidi, 2.0_f64.powf(3.5)) && of_2021.years == 1);
        assert_eq!(of_2021.days, [day(2021, 2, 12.0)]);
    }

    #[test]
    fn threshold_uses_only_five_previous_years() {
        let day = |year, month, saidi| Day { date: date(year, month, 1), saidi };
        let old = [day(2014, 1, 1e6), day(2014, 2, 1e9)];
        let recent: Vec<Day> = (2015..2020).flat_map(|year| [day(year, 1, 1.0), day(year, 2, 2.0)]).collect();
        let days: Vec<Day> = old.into_iter().chain(recent).chain([day(2020, 1, 50.0)]).collect();
        let of_2020 = &major_event_days(&days)[&2020];
        assert_eq!((of_2020.years, of_2020.threshold.days, of_2020.days.len()), (5, 10, 1));
    }

    proptest! {
        #[test]
        fn indices_hang_together(
            interruptions in proptest::collection::vec((0.0..1e5_f64, 0.0..100.0_f64), 0..50),
            customers in 1.0..1e6_f64,
        ) {
            let interruptions: Vec<Interruption> =
                interruptions.into_iter().map(|(customers, hours)| Interruption { customers, hours }).collect();
            let found = indices(&interruptions, Service { customers, hours: YEAR }).unwrap();
            if let Some(caidi) = found.caidi {
                prop_assert!(close(caidi * found.saifi, found.saidi));
            }
            prop_assert!(found.asai.is_none_or(|asai| close(asai, 1.0 - found.saidi / 8_760.0)));
            let both = indices(&[interruptions.clone(), interruptions].concat(), Service { customers, hours: YEAR }).unwrap();
            prop_assert!(close(both.saifi, 2.0 * found.saifi) && close(both.saidi, 2.0 * found.saidi));
        }

        #[test]
        fn threshold_scales_with_the_time_unit(days in proptest::collection::vec(1e-6..1e3_f64, 2..60)) {
            let in_hours = threshold(days.iter().copied()).unwrap();
            let in_minutes = threshold(days.iter().map(|hours| 60.0 * hours)).unwrap();
            prop_assert!((in_minutes.saidi / in_hours.saidi / 60.0 - 1.0).abs() < 1e-9);
            prop_assert!(close(in_minutes.beta, in_hours.beta));
        }
    }
}
