//! Numbers, section numbers and pairs of years.

use super::{is_glued_sign, lexemes::Lexeme};

/// The years that a pair of years may start with.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;
/// Most years that a pair of years spans.
const LONGEST_SPAN: u32 = 50;

/// Adds the number or section number at the start of `rest` in one piece, and the years of a pair.
pub(super) fn add(rest: &[Lexeme], found: &mut Vec<String>) {
    match rest.first() {
        Some(Lexeme::Label { text, .. }) => found.push(text.clone()),
        Some(Lexeme::Number { digits, .. }) => {
            found.push(digits.clone());
            add_years(digits, rest, found);
        }
        _ => {}
    }
}

fn add_years(first: &str, rest: &[Lexeme], found: &mut Vec<String>) {
    if !is_glued_sign(rest.get(1), &['/', '-']) {
        return;
    }
    if let Some(Lexeme::Number { digits: second, glued: true }) = rest.get(2)
        && let Some((start, end)) = years(first, second)
    {
        found.extend([end.to_string(), format!("{start}/{end}")]);
    }
}

/// Both years in full, of "2019" and "20" or "2020".
fn years(first: &str, second: &str) -> Option<(u32, u32)> {
    let start = first.parse().ok().filter(|year| first.len() == 4 && YEARS.contains(year))?;
    let number = second.parse::<u32>().ok()?;
    let end = match second.len() {
        2 => start / 100 * 100 + number,
        4 => number,
        _ => return None,
    };
    (start < end && end - start <= LONGEST_SPAN).then_some((start, end))
}
