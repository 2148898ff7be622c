//! The opening of a page: its title, section or table caption, which the passages below do not repeat.

use sisuiq_documents::{Chunk, struck_out};

/// The most characters of an opening.
const LONGEST: usize = 200;

/// The start of the page before the chunk and before struck-out text, in whole words, with at most `room` tokens. Empty for
/// a chunk that starts the page.
pub(super) fn opening<'a>(page: &'a str, chunk: &Chunk, room: usize, count: impl Fn(&str) -> usize) -> &'a str {
    let end = struck_out(page).next().map_or(chunk.start, |struck| struck.start.min(chunk.start));
    let text = first(page, end.min(LONGEST));
    let mut opening = if end > LONGEST { without_last_word(text) } else { text.trim() };
    while count(opening) > room {
        opening = without_last_word(opening);
    }
    opening
}

/// The first characters of a text.
fn first(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte);
    text.get(..end).unwrap_or_default()
}

fn without_last_word(text: &str) -> &str {
    text.trim().rsplit_once(char::is_whitespace).map_or("", |(before, _)| before).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(start: usize) -> Chunk {
        Chunk { page: 1, ordinal: 1, start, end: start + 1, text: "x".to_owned(), heading: None }
    }

    fn words(text: &str) -> usize {
        text.split_whitespace().count()
    }

    #[test]
    fn chunk_gets_start_of_page() {
        let page = "Öl und Gas\nTable 4: Reserves\nNorth | 12";
        assert_eq!(opening(page, &chunk(29), 20, words), "Öl und Gas\nTable 4: Reserves");
    }

    #[test]
    fn first_chunk_gets_nothing() {
        assert_eq!(opening("Öl und Gas", &chunk(0), 20, words), "");
    }

    #[test]
    fn opening_ends_before_struck_text() {
        let page = "Fees\n[struck out] of 2019\nof 2020\nNorth | 12";
        assert_eq!(opening(page, &chunk(35), 20, words), "Fees");
    }

    #[test]
    fn opening_ends_with_a_word() {
        let page = "word ".repeat(100);
        assert_eq!(opening(&page, &chunk(300), 500, words), "word ".repeat(39).trim());
    }

    #[test]
    fn opening_fits_the_room() {
        assert_eq!(opening("One two three four", &chunk(18), 2, words), "One two");
        assert_eq!(opening("One two three four", &chunk(18), 0, words), "");
        let endless = "x".repeat(500);
        assert_eq!(opening(&endless, &chunk(400), 500, str::len), "", "a word is not cut");
    }
}
