//! The opening of a page: its title, section or table caption, which the passages below do not repeat.

use sisuiq_documents::{Chunk, Unit, UnitKind};

/// The most characters of an opening.
const LONGEST: usize = 200;

/// The start of the page before the chunk and before struck-out text, in whole words, with at most `room` tokens. Empty for a
/// chunk that starts the page.
pub(super) fn opening<'a>(
    page: &'a str,
    units: &[Unit],
    chunk: &Chunk,
    room: usize,
    count: impl Fn(&str) -> usize,
) -> &'a str {
    let struck = units.iter().find(|unit| unit.kind == UnitKind::Struck).map_or(usize::MAX, |unit| unit.start);
    let end = chunk.start.min(struck);
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
    use sisuiq_documents::units;

    fn chunk(start: usize) -> Chunk {
        Chunk { page: 1, ordinal: 1, start, end: start + 1, text: "x".to_owned(), heading: None }
    }

    fn opened(page: &str, start: usize, room: usize, count: impl Fn(&str) -> usize) -> &str {
        opening(page, &units(page), &chunk(start), room, count)
    }

    fn words(text: &str) -> usize {
        text.split_whitespace().count()
    }

    #[test]
    fn chunk_gets_start_of_page() {
        let page = "Öl und Gas\nTable 4: Reserves\nNorth | 12";
        assert_eq!(opened(page, 29, 20, words), "Öl und Gas\nTable 4: Reserves");
    }

    #[test]
    fn first_chunk_gets_nothing() {
        assert_eq!(opened("Öl und Gas", 0, 20, words), "");
    }

    #[test]
    fn struck_text_ends_the_opening() {
        let page = "Tariffs\n[struck out] The fee is 40.\nThe fee is 50.\nIt is paid monthly.";
        assert_eq!(opened(page, 52, 20, words), "Tariffs");
    }

    #[test]
    fn opening_ends_with_a_word() {
        let page = "word ".repeat(100);
        assert_eq!(opened(&page, 300, 500, words), "word ".repeat(39).trim());
    }

    #[test]
    fn opening_fits_the_room() {
        assert_eq!(opened("One two three four", 18, 2, words), "One two");
        assert_eq!(opened("One two three four", 18, 0, words), "");
        let endless = "x".repeat(500);
        assert_eq!(opened(&endless, 400, 500, str::len), "", "a word is not cut");
    }
}
