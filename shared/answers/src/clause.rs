//! The number of the clause that a statement belongs to.

use sisuiq_documents::{Span, valid_units};

/// The most digits of one part of a clause number. Longer numbers are years or amounts.
const MOST_DIGITS: usize = 3;

/// The number of the nearest numbered paragraph at or above this place on a page.
pub(crate) fn number(page: &str, place: Span) -> Option<String> {
    let above = valid_units(page).filter(|unit| unit.start <= place.start);
    above.rev().find_map(|unit| leading_number(unit.span().of(page)?))
}

/// The clause number at the start of a text: `15. First notice` and `2.2.1 Payment` have one, `15 days` and `2024. It`
/// do not.
fn leading_number(text: &str) -> Option<String> {
    let (number, rest) = text.split_once(char::is_whitespace)?;
    let plain = number.strip_suffix('.').unwrap_or(number);
    let is_number =
        |part: &str| (1..=MOST_DIGITS).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_digit());
    let is_clause = plain.split('.').all(is_number) && (plain.contains('.') || number.ends_with('.'));
    let begins = rest.trim_start().starts_with(char::is_uppercase);
    (is_clause && begins).then(|| plain.to_owned())
}

/// A text without the clause number at its start.
pub(crate) fn without_number(text: &str) -> &str {
    let text = text.trim_start();
    let rest = text.split_once(char::is_whitespace).map(|(_, rest)| rest.trim_start());
    rest.filter(|_| leading_number(text).is_some()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_years_are_no_clauses() {
        for text in ["15 days after it", "2024. It was", "3.5 percent", "15. of May"] {
            assert_eq!(leading_number(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_one_above_counts() {
        let page =
            "14. Form.\nReports are handed in.\n15. First notice. The licensee shall tell the Authority.\n16. Report.";
        let start = page.find("The licensee").unwrap();
        assert_eq!(number(page, Span { start, end: start + 10 }).as_deref(), Some("15"));
        assert_eq!(number(page, Span { start: 0, end: 3 }).as_deref(), Some("14"));
        assert_eq!(leading_number("2.2.1 Payment is due").as_deref(), Some("2.2.1"));
    }
}
