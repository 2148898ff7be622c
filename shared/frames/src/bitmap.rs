//! A set of rows.

use crate::number::{index, small};

/// One bit for each row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Bitmap {
    words: Vec<u64>,
    length: usize,
}

impl Bitmap {
    /// A set of none of `length` rows.
    #[must_use]
    pub fn none(length: usize) -> Self {
        Self { words: vec![0; length.div_ceil(64)], length }
    }

    /// The set of the rows for which `is` holds.
    pub fn of(length: usize, mut is: impl FnMut(usize) -> bool) -> Self {
        let word = |number: usize| {
            let first = number * 64;
            (first..length.min(first + 64)).fold(0_u64, |word, row| word | (u64::from(is(row)) << (row - first)))
        };
        Self { words: (0..length.div_ceil(64)).map(word).collect(), length }
    }

    /// The set with these words; none if their number or the bits after the last row do not fit.
    pub(crate) fn from_words(words: Vec<u64>, length: usize) -> Option<Self> {
        let is_clean = length.is_multiple_of(64) || words.last().is_some_and(|last| last >> (length % 64) == 0);
        (words.len() == length.div_ceil(64) && is_clean).then_some(Self { words, length })
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Returns whether the row is in the set.
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Adds a row.
    pub fn add(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64).filter(|_| row < self.length) {
            *word |= 1 << (row % 64);
        }
    }

    /// The number of rows in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| index(word.count_ones())).sum()
    }

    /// The number of rows that it was made for.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.length
    }

    /// The rows in both sets.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// The rows in any of the two sets.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// The rows that are not in the set.
    #[must_use]
    pub fn inverted(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        if let Some(last) = self.words.last_mut().filter(|_| !self.length.is_multiple_of(64)) {
            *last &= (1 << (self.length % 64)) - 1;
        }
        self
    }

    /// The rows in the set, in order.
    #[must_use]
    pub fn rows(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.count());
        for (number, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                rows.push(small(number * 64) + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_combine() {
        let (even, large) = (Bitmap::of(70, |row| row % 2 == 0), Bitmap::of(70, |row| row >= 60));
        assert_eq!(even.clone().and(&large).rows(), [60, 62, 64, 66, 68]);
        assert_eq!(even.clone().or(&large).count(), 40);
        assert_eq!((even.clone().inverted().count(), even.clone().inverted().inverted()), (35, even));
        let mut one = Bitmap::none(70);
        one.add(69);
        one.add(70);
        assert_eq!(one.rows(), [69]);
    }

    #[test]
    fn words_with_other_bits_are_refused() {
        assert!(Bitmap::from_words(vec![0b111], 3).is_some());
        assert!(Bitmap::from_words(vec![0b1111], 3).is_none());
        assert!(Bitmap::from_words(vec![], 3).is_none());
    }
}
