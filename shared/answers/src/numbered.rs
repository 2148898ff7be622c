//! The numbered or lettered paragraph of an article or a section that a place stands in.

/// The number of the paragraph that the end of a text stands in; the text is what an article says up to a place, with the line of that
/// place. `None` if no number stands there, or if the numbers do not follow each other: a list in a paragraph may count again.
pub(crate) fn paragraph(text: &str) -> Option<u16> {
    let mut last = None;
    let mut before = "";
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(number) = label(line) {
            match last {
                None if number == 1 || before.is_empty() || ends(before) => last = Some(number),
                Some(former) if number == former + 1 && ends(before) => last = Some(number),
                Some(_) if ends(before) => return None,
                None | Some(_) => {}
            }
        }
        before = line;
    }
    last
}

/// The letter of the paragraph that the end of a text stands in, as in `(b)`; the text is what a section says up to a place, with the line
/// of that place. `None` if no letter stands there, or if the letters do not follow each other. Numbers and Roman numbers in brackets
/// count what is in a paragraph.
pub(crate) fn lettered(text: &str) -> Option<char> {
    let mut last = None;
    let mut before = "";
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(letter) = letter(line) {
            let is_next = last.map_or(letter == 'a', |last| u32::from(last) + 1 == u32::from(letter));
            match last {
                None if is_next => last = Some(letter),
                Some(_) if is_next && ends_item(before) => last = Some(letter),
                _ if !is_next && !is_roman(letter) => return None,
                _ => {}
            }
        }
        before = line;
    }
    last
}

/// The letter at the start of a line: `(b) The term …`.
fn letter(line: &str) -> Option<char> {
    let (inner, _) = line.strip_prefix('(')?.split_once(')')?;
    let mut letters = inner.chars();
    letters.next().filter(|letter| letter.is_ascii_lowercase() && letters.next().is_none())
}

const fn is_roman(letter: char) -> bool {
    matches!(letter, 'i' | 'v' | 'x')
}

/// Returns whether a line ends a paragraph or one of its points: `…; or`.
fn ends_item(line: &str) -> bool {
    ends(line) || ends(line.trim_end_matches(" and").trim_end_matches(" or"))
}

/// The number at the start of a line: `2. The prohibition …` or `2.`, not `2.1` nor `2014. …`.
fn label(line: &str) -> Option<u16> {
    let (number, rest) = line.split_once('.')?;
    let is_short = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_label = is_short && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    is_label.then(|| number.parse().ok())?
}

/// Returns whether a line ends a sentence or one of its points, so that the next line can be a paragraph's first.
fn ends(line: &str) -> bool {
    line.ends_with(['.', ';', ':', '’', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Article 5\nProhibitions\n1. It is prohibited to sell\n12 turbines.\n2. Paragraph\n1. does not apply to gas.\n3.\nReports";

    #[test]
    fn what_no_number_stands_above_has_none() {
        for text in
            ["", "Article 5\nProhibitions", "It applies from 1 May\n2014. Then", "as in\n3. The", "2.1 Turbines"]
        {
            assert_eq!(paragraph(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_count_again_tell_nothing() {
        for text in ["1. One.\n2. Two:\n1. A list.", "1. One.\n3. Three."] {
            assert_eq!(paragraph(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_number_counts() {
        for (end, number) in [("turbines", 1), ("2. Para", 2), ("gas", 2), ("Reports", 3)] {
            let until = ARTICLE.find(end).unwrap() + end.len();
            assert_eq!(paragraph(&ARTICLE[..until]), Some(number), "{end}");
        }
        assert_eq!(paragraph("4. An article that began earlier."), Some(4));
    }

    #[test]
    fn letters_that_do_not_follow_tell_nothing() {
        for text in ["", "§ 5 Reports.", "(b) Fees.", "(a) Reports.\n(c) Fees.", "(a) Reports.\n(b) Fees.\n(a) Other."]
        {
            assert_eq!(lettered(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_letter_counts() {
        let section = "§ 591.202 Transfers.\n(a) Transfers are void.\n(b) Owners may prove\n(1) that they knew; or\n(i) asked; and\n\
                       (c) Courts decide.\n(d) Fees.";
        for (end, letter) in [("void", 'a'), ("knew", 'b'), ("asked", 'b'), ("Courts", 'c'), ("Fees", 'd')] {
            assert_eq!(lettered(&section[..section.find(end).unwrap() + end.len()]), Some(letter), "{end}");
        }
    }
}
