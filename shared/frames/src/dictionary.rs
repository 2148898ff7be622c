//! Different texts, in the order of their code points.

use crate::number::{index, small};

/// Texts that codes stand for: code 0 is the first one. Each occurs once; they are in the order of their code points, so that
/// codes compare as their texts do.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Dictionary {
    text: String,
    /// The end of each text.
    ends: Vec<u32>,
}

impl Dictionary {
    /// The dictionary of texts that are in order and all different; none if they are not, or have more than 4 GiB.
    #[must_use]
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut dictionary = Self::default();
        let mut last: Option<&str> = None;
        for text in texts {
            if last.is_some_and(|last| last >= text) {
                return None;
            }
            dictionary.text.push_str(text);
            dictionary.ends.push(u32::try_from(dictionary.text.len()).ok()?);
            last = Some(text);
        }
        Some(dictionary)
    }

    /// The number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether it has no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a code; empty for codes that it does not have.
    #[must_use]
    pub fn text(&self, code: u32) -> &str {
        let place = index(code);
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| index(*end));
        let end = self.ends.get(place).map_or(0, |end| index(*end));
        self.text.get(start..end).unwrap_or_default()
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..small(self.len())).map(|code| self.text(code))
    }

    /// The code of a text.
    #[must_use]
    pub fn code(&self, text: &str) -> Option<u32> {
        let code = self.first_from(text);
        (index(code) < self.len() && self.text(code) == text).then_some(code)
    }

    /// The code of the first text that is not less than this one.
    pub(crate) fn first_from(&self, text: &str) -> u32 {
        let (mut low, mut high) = (0, small(self.len()));
        while low < high {
            let middle = low.midpoint(high);
            if self.text(middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The bytes of all texts, and the end of each.
    pub(crate) fn parts(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// The dictionary of these parts; none if they are no texts in order.
    pub(crate) fn from_parts(text: String, ends: Vec<u32>) -> Option<Self> {
        let mut start = 0;
        let mut last: Option<&str> = None;
        for end in &ends {
            let next = text.get(start..index(*end))?;
            if last.is_some_and(|last| last >= next) {
                return None;
            }
            (start, last) = (index(*end), Some(next));
        }
        (start == text.len()).then_some(Self { text, ends })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_the_texts() {
        let dictionary = Dictionary::of(["", "a", "b", "가"]).unwrap();
        assert_eq!((dictionary.len(), dictionary.text(3), dictionary.text(4)), (4, "가", ""));
        assert_eq!((dictionary.code("b"), dictionary.code("c")), (Some(2), None));
        assert_eq!((dictionary.first_from("aa"), dictionary.first_from("힣")), (2, 4));
        assert!(Dictionary::of(["b", "a"]).is_none() && Dictionary::of(["a", "a"]).is_none());
    }

    #[test]
    fn parts_are_checked() {
        let (text, ends) = ("a가".to_owned(), vec![1, 4]);
        assert!(Dictionary::from_parts(text.clone(), ends).is_some());
        for wrong in [vec![1, 3, 4], vec![4, 1], vec![1], vec![2, 4], vec![1, 1, 4]] {
            assert!(Dictionary::from_parts(text.clone(), wrong.clone()).is_none(), "{wrong:?}");
        }
    }
}
