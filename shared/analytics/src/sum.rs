//! Sums of many numbers.

/// A sum that loses little to rounding (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, number: f64) {
        let next = self.total + number;
        let is_larger = self.total.abs() >= number.abs();
        self.lost += if is_larger { (self.total - next) + number } else { (number - next) + self.total };
        self.total = next;
    }

    pub(crate) fn total(&self) -> f64 {
        self.total + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<Numbers: IntoIterator<Item = f64>>(numbers: Numbers) -> Self {
        let mut sum = Self::default();
        numbers.into_iter().for_each(|number| sum.add(number));
        sum
    }
}

/// A count as a floating-point number.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
pub(crate) const fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_survive_large_ones() {
        let sum: Sum = [1.0, 1e100, 1.0, -1e100].into_iter().collect();
        assert!((sum.total() - 2.0).abs() < f64::EPSILON);
    }
}
