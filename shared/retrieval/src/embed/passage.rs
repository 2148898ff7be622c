use std::ops::Range;

/// A passage, and the places in it whose meaning is wanted for themselves.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PassageText {
    /// The whole.
    pub text: String,
    /// The places, in Unicode scalar values of the text.
    pub spans: Vec<Range<usize>>,
}

/// The embeddings of a passage and of its units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PassageVectors {
    /// The passage's vector, of length 1.
    pub whole: Vec<f32>,
    /// The vector of each place, of length 1, computed with the rest of the passage in view; none where the model sees
    /// nothing of it.
    pub spans: Vec<Option<Vec<f32>>>,
}

impl From<&str> for PassageText {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), spans: Vec::new() }
    }
}

/// The mean of the tokens that overlap a place, scaled to length 1. Tokens lie row by row in `tokens`; a token that stands
/// for no text has an empty place.
pub(super) fn pool(
    tokens: &[f32],
    places: &[Range<usize>],
    span: &Range<usize>,
    dimensions: usize,
) -> Option<Vec<f32>> {
    let mut sum = vec![0.0_f32; dimensions];
    for (row, place) in tokens.chunks_exact(dimensions).zip(places) {
        if !place.is_empty() && place.start < span.end && span.start < place.end {
            sum.iter_mut().zip(row).for_each(|(total, component)| *total += component);
        }
    }
    let length = sum.iter().map(|component| component * component).sum::<f32>().sqrt();
    (length > 0.0).then(|| sum.into_iter().map(|component| component / length).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: [f32; 8] = [9.0, 9.0, 3.0, 0.0, 0.0, 4.0, 9.0, 9.0];
    const PLACES: [Range<usize>; 4] = [0..0, 0..4, 5..9, 0..0];

    #[test]
    fn span_vector_averages_its_tokens() {
        assert_eq!(pool(&TOKENS, &PLACES, &(0..9), 2), Some(vec![0.6, 0.8]));
        assert_eq!(pool(&TOKENS, &PLACES, &(6..7), 2), Some(vec![0.0, 1.0]));
    }

    #[test]
    fn a_place_without_tokens_means_nothing() {
        assert_eq!(pool(&TOKENS, &PLACES, &(4..5), 2), None);
        assert_eq!(pool(&TOKENS, &PLACES, &(20..30), 2), None);
    }
}
