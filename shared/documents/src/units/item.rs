use super::kind::is_bullet;

/// Returns whether a line starts a list item: with a mark, a number or letter (`2.`, `(b)`, `③`, `나.`), or a numbered word
/// (`Step 2: …`, `Étape 2 : …`).
#[must_use]
pub fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    is_bullet(line) || is_enumerated(line) || is_numbered_word(line)
}

/// The form of an item's mark: `9.` of `2. Pay`, `(a)` of `(iv) maps`. Items of one list share it.
#[must_use]
pub fn item_form(line: &str) -> String {
    let mark = line.split_whitespace().next().unwrap_or_default();
    let mut form: Vec<char> = mark.chars().map(shape).collect();
    form.dedup();
    form.into_iter().collect()
}

fn shape(letter: char) -> char {
    match letter {
        _ if letter.is_numeric() => '9',
        _ if letter.is_uppercase() => 'A',
        _ if letter.is_alphabetic() => 'a',
        _ => letter,
    }
}

fn is_enumerated(line: &str) -> bool {
    let Some((mark, rest)) = line.split_once(char::is_whitespace) else { return false };
    let Some(bare) = mark.strip_suffix(['.', ':', '．', '、']) else {
        return matches!(mark.chars().next(), Some('\u{2460}'..='\u{2473}')) && !rest.trim().is_empty();
    };
    let mut letters = bare.chars();
    let is_letter = matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_alphabetic() && !letter.is_uppercase());
    is_number(bare) || is_letter
}

/// Returns whether a line starts with a word and its number. Only `step` has no mark after the number.
fn is_numbered_word(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let number = second.trim_end_matches(['.', ')', ':']);
    let is_marked = second.ends_with(':') || words.next() == Some(":") || first.eq_ignore_ascii_case("step");
    let is_word = first.chars().all(char::is_alphabetic) && !first.starts_with(char::is_lowercase);
    is_marked && (is_word || first.eq_ignore_ascii_case("step")) && is_number(number)
}

fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.chars().count()) && text.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_starts_no_item() {
        for line in [
            "",
            "2.",
            "2.5 metres of cable",
            "J. Smith signed",
            "2023. A year",
            "Step by step",
            "The 2 steps:",
            "3 poles",
            "in Rule 3: no",
        ] {
            assert!(!starts_item(line), "{line}");
        }
    }

    #[test]
    fn items_have_marks_numbers_or_letters() {
        for line in [
            "• cut the supply",
            "(b) pay",
            "iv) pay",
            "2. Fit the meter",
            "12: pay",
            "a. pay",
            "③ 납부한다",
            "나. 납부한다",
            "Step 2 fit the meter",
            "step 2: fit",
            "Étape 2 : payer",
            "Schritt 3: zahlen",
        ] {
            assert!(starts_item(line), "{line}");
        }
    }

    #[test]
    fn items_of_a_list_share_their_form() {
        assert_eq!([item_form("2. Pay"), item_form("12. Sign")], ["9.", "9."]);
        assert_eq!([item_form("(iv) maps"), item_form("(b) maps")], ["(a)", "(a)"]);
        assert_eq!([item_form("② maps"), item_form("나. maps")], [item_form("① form"), item_form("가. form")]);
        assert_ne!(item_form("• maps"), item_form("- maps"));
    }
}
