//! Probabilities of a reader for a passage, and for several together.

use std::ops::Range;

/// The model's output for one passage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The log odds that the passage answers, against no passage at all.
    pub relevance: f32,
    /// Each token of the passage: its place in the text, and the probability that the answer begins and that it ends there,
    /// given that the passage answers.
    pub tokens: Vec<(Range<usize>, f32, f32)>,
}

impl Reading {
    /// The probability that the answer lies at a place of the text, given that the passage answers: the mean of that of its
    /// beginning and of its end.
    #[must_use]
    pub fn share(&self, place: &Range<usize>) -> f64 {
        let inside = self.tokens.iter().filter(|(token, ..)| token.start < place.end && place.start < token.end);
        let answers = inside.map(|(_, begins, ends)| f64::midpoint(f64::from(*begins), f64::from(*ends)));
        // an empty sum would be -0
        answers.fold(0.0, |sum, share| sum + share)
    }
}

/// The passages of a question with their probabilities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings(Vec<(f64, Reading)>);

impl Readings {
    /// Compares the passages: one of them answers, or none.
    pub(super) fn of(readings: Vec<Reading>) -> Self {
        let best = readings.iter().map(|reading| f64::from(reading.relevance)).fold(0.0, f64::max);
        let odds = |reading: &Reading| (f64::from(reading.relevance) - best).exp();
        let all = (-best).exp() + readings.iter().map(odds).sum::<f64>();
        Self(readings.into_iter().map(|reading| (odds(&reading) / all, reading)).collect())
    }

    /// The probability that the passage at this place answers, and that no other does.
    #[must_use]
    pub fn passage(&self, place: usize) -> Option<f64> {
        self.0.get(place).map(|(share, _)| *share)
    }

    /// The probability that this place of a passage's text answers. `None` if the passage was not read.
    #[must_use]
    pub fn part(&self, passage: usize, place: &Range<usize>) -> Option<f64> {
        self.0.get(passage).map(|(share, reading)| share * reading.share(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(relevance: f32) -> Reading {
        Reading { relevance, tokens: vec![(0..4, 0.75, 0.25), (5..9, 0.25, 0.75)] }
    }

    #[test]
    fn tokens_at_a_place_make_its_share() {
        let share = |place| reading(0.0).share(&place);
        let shares = [share(0..5), share(5..9), share(0..9), share(4..5), share(20..30)];
        assert_eq!(format!("{shares:.2?}"), "[0.50, 0.50, 1.00, 0.00, 0.00]");
        let begins = Reading { relevance: 0.0, tokens: vec![(0..4, 1.0, 0.0), (5..9, 0.0, 1.0)] };
        assert_eq!(format!("{:.2}", begins.share(&(0..4))), "0.50");
    }

    #[test]
    fn that_no_passage_answers_counts_as_one() {
        let readings = Readings::of(vec![reading(0.0), reading(0.0)]);
        assert_eq!((readings.passage(0), readings.passage(2)), (Some(1.0 / 3.0), None));
        assert_eq!(readings.part(1, &(0..9)), Some(1.0 / 3.0));
        let sure = Readings::of(vec![reading(800.0), reading(-800.0)]);
        assert_eq!((sure.passage(0), sure.passage(1)), (Some(1.0), Some(0.0)));
        assert_eq!(Readings::of(Vec::new()).part(0, &(0..9)), None);
    }
}
