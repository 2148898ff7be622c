//! The middle of several rounds, and how far they lie apart.

/// Median and quartiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) lower: f64,
    pub(crate) median: f64,
    pub(crate) upper: f64,
}

impl Spread {
    /// All zero for no rounds.
    pub(crate) fn of(rounds: &[f64]) -> Self {
        let mut sorted = rounds.to_vec();
        sorted.sort_by(f64::total_cmp);
        Self { lower: quartile(&sorted, 1), median: quartile(&sorted, 2), upper: quartile(&sorted, 3) }
    }

    /// The quartiles' distance from each other.
    pub(crate) fn width(self) -> f64 {
        self.upper - self.lower
    }
}

/// Between two places, what lies in the right proportion between their values.
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
    fn one_round_has_no_spread() {
        assert_eq!(Spread::of(&[7.0]), Spread { lower: 7.0, median: 7.0, upper: 7.0 });
        assert!(Spread::of(&[]).width().abs() < f64::EPSILON);
    }

    #[test]
    fn the_order_of_the_rounds_does_not_matter() {
        let spread = Spread::of(&[5.0, 1.0, 3.0, 2.0, 4.0]);
        assert_eq!(spread, Spread { lower: 2.0, median: 3.0, upper: 4.0 });
    }

    #[test]
    fn an_even_number_of_rounds_has_its_median_between_two() {
        assert!((Spread::of(&[1.0, 2.0]).median - 1.5).abs() < f64::EPSILON);
    }
}
