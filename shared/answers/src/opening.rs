//! The beginning of a model's text, which says whether the passages hold the answer.

use std::mem::take;

/// What a model begins with if the passages do not hold the answer; the prompt asks for it.
const UNANSWERED: &str = "[unanswered]";

/// Takes [`UNANSWERED`] off the beginning of a text that arrives in pieces.
#[derive(Debug, Default)]
pub struct Opening {
    /// The text so far, while it can still become the mark.
    held: String,
    state: State,
    is_unanswered: bool,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum State {
    /// The text may begin with the mark.
    #[default]
    Open,
    /// The mark was read, and nothing after it.
    Marked,
    /// The rest is text.
    Text,
}

impl Opening {
    /// Reads the next piece and returns the text after the mark, or the whole text if it begins otherwise.
    pub fn push(&mut self, piece: &str) -> String {
        match self.state {
            State::Open => self.open(piece),
            State::Marked => self.behind(piece),
            State::Text => piece.to_owned(),
        }
    }

    /// Ends the text. Returns what was held back.
    pub fn finish(&mut self) -> String {
        self.state = State::Text;
        take(&mut self.held)
    }

    /// Returns whether the text began with the mark.
    #[must_use]
    pub const fn is_unanswered(&self) -> bool {
        self.is_unanswered
    }

    fn open(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        let text = self.held.trim_start_matches(is_before);
        let (mark, begun) = (text.get(..UNANSWERED.len()), UNANSWERED.get(..text.len()));
        if mark.is_some_and(|mark| mark.eq_ignore_ascii_case(UNANSWERED)) {
            let behind = text.get(UNANSWERED.len()..).unwrap_or_default().to_owned();
            self.held.clear();
            (self.state, self.is_unanswered) = (State::Marked, true);
            return self.behind(&behind);
        }
        if begun.is_some_and(|begun| begun.eq_ignore_ascii_case(text)) {
            return String::new();
        }
        self.finish()
    }

    fn behind(&mut self, piece: &str) -> String {
        let text = piece.trim_start_matches(is_behind);
        if !text.is_empty() {
            self.state = State::Text;
        }
        text.to_owned()
    }
}

/// White space and emphasis before the mark.
fn is_before(letter: char) -> bool {
    letter.is_whitespace() || letter == '*'
}

/// White space, emphasis and punctuation between the mark and the text.
fn is_behind(letter: char) -> bool {
    letter.is_whitespace() || "*:.-\u{2013}\u{2014}".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(pieces: &[&str]) -> (String, bool) {
        let mut opening = Opening::default();
        let mut text: String = pieces.iter().map(|piece| opening.push(piece)).collect();
        text.push_str(&opening.finish());
        (text, opening.is_unanswered())
    }

    #[test]
    fn mark_is_taken_off() {
        for text in ["[unanswered] Nothing.", "\n [Unanswered]: Nothing.", "**[UNANSWERED]** Nothing."] {
            assert_eq!(read(&[text]), ("Nothing.".to_owned(), true), "{text}");
        }
        assert_eq!(read(&["[unanswered]"]), (String::new(), true));
    }

    #[test]
    fn other_beginnings_are_kept() {
        for text in [
            "Losses fell. [unanswered]",
            "[1: \"words\"]",
            "[unanswerable] no",
            "unanswered",
            " [un",
            "",
            "[ünanswered]",
        ] {
            assert_eq!(read(&[text]), (text.to_owned(), false), "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(
            text in prop_oneof!["[ *\n]{0,2}\\[unanswered\\][ :.a-z\\[\\]]{0,8}", "[ *\\[\\]unaswerdü]{0,14}"],
            cut in 0..30_usize,
        ) {
            let cut = text.char_indices().map(|(place, _)| place).nth(cut).unwrap_or(text.len());
            let (first, second) = text.split_at(cut);
            prop_assert_eq!(read(&[&text]), read(&[first, second]));
        }
    }
}
