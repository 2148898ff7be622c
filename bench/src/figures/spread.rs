//! Median and quartiles of several rounds.

/// Median and quartiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) lower: f64,
    pub(crate) median: f64,
    pub(crate) upper: f64,
}

impl Spread {
    /// Computes the quartiles; zeros if there are no rounds.
    pub(crate) fn of(rounds: &[f64]) -> Self {
        let mut sorted = rounds.to_vec();
        sorted.sort_by(f64::total_cmp);
        Self { lower: quartile(&sorted, 1), median: quartile(&sorted, 2), upper: quartile(&sorted, 3) }
    }

    /// Interquartile range.
    pub(crate) fn width(self) -> f64 {
        self.upper - self.lower
    }
}

/// A quartile, interpolated linearly between two values.
fn quartile(sorted: &[f64], number: usize) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let (place, rest) = (last * number / 4, last * number % 4);
    let at = |place: usize| sorted.get(place.min(last)).copied().unwrap_or_default();
    let share = f64::from(u8::try_from(rest).unwrap_or_default()) / 4.0;
    at(place) + (at(place + 1) - at(place)) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_round_has_no_spread() {
        assert_eq!(Spread::of(&[7.0]), Spread { lower: 7.0, median: 7.0, upper: 7.0 });
        assert!(Spread::of(&[]).width().abs() < f64::EPSILON);
    }

    #[test]
    fn order_of_rounds_is_irrelevant() {
        let spread = Spread::of(&[5.0, 1.0, 3.0, 2.0, 4.0]);
        assert_eq!(spread, Spread { lower: 2.0, median: 3.0, upper: 4.0 });
    }

    #[test]
    fn even_counts_interpolate_the_median() {
        assert!((Spread::of(&[1.0, 2.0]).median - 1.5).abs() < f64::EPSILON);
    }
}
