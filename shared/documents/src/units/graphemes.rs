//! Characters as people see them (UAX #29), found quickly where a text is plain ASCII.

use unicode_segmentation::UnicodeSegmentation;

/// The extended grapheme clusters of a text: what [`UnicodeSegmentation::graphemes`] gives.
pub(super) fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let length = if begins_plainly(rest.as_bytes()) { 1 } else { rest.graphemes(true).next()?.len() };
        let (grapheme, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(grapheme)
    })
}

/// Returns whether the first grapheme is one byte: an ASCII character before another one or the end, except a carriage return,
/// which may join a line feed.
fn begins_plainly(bytes: &[u8]) -> bool {
    match bytes {
        [b'\r', ..] | [] => false,
        [first] => first.is_ascii(),
        [first, next, ..] => first.is_ascii() && next.is_ascii(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_those_of_unicode(text in "([a-z .]|[\r\n\u{301}\u{e9}\u{200d}\u{1f469}\u{1f1fa}\u{1f1ec}\u{600}\u{ac00}]|\\PC){0,30}") {
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), text.graphemes(true).collect::<Vec<_>>());
        }
    }
}
