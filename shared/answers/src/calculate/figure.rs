//! Figures of cells: exact values, and how they are written out.

use crate::marks;
use rust_decimal::Decimal;

/// Digits of a group between separators.
const GROUP: usize = 3;

/// The value of a cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Figure {
    /// The value as written, without a factor such as "in millions".
    pub(crate) value: Decimal,
    /// `%`, a unit or nothing. Signs of currencies are left out.
    pub(crate) unit: String,
}

impl Figure {
    /// Reads a cell: `1,247`, `$ (1,013)`, `16 140`, `3.1 %`, `61 MW`. `None` if it is no single figure, or one whose separators can
    /// be read in two ways, such as `3,1`.
    pub(crate) fn read(cell: &str) -> Option<Self> {
        let cell = marks::without(cell)?.trim();
        let is_currency = |letter: char| "$€£¥₩".contains(letter);
        let plain: String = cell.chars().filter(|letter| !is_currency(*letter)).collect();
        let plain = plain.trim();
        let is_negative = (plain.starts_with('(') && plain.contains(')')) || plain.starts_with(['-', '−', '–', '△']);
        let bare = plain.trim_matches(|letter: char| "()-−–△ ".contains(letter));
        let end = bare.rfind(|letter: char| letter.is_ascii_digit())? + 1;
        let (number, unit) = bare.split_at_checked(end)?;
        let unit = unit.trim_matches(|letter: char| letter == ')' || letter.is_whitespace());
        let is_unit = unit == "%" || unit.chars().all(char::is_alphabetic);
        let value = parse(number).filter(|_| is_unit)?;
        Some(Self { value: if is_negative { -value } else { value }, unit: unit.to_owned() })
    }
}

/// Reads a number whose groups of three digits may be separated.
fn parse(number: &str) -> Option<Decimal> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let separator = whole.find([',', ' ', '\u{a0}', '\u{202f}', '\'']).and_then(|at| whole.get(at..)?.chars().next());
    let groups: Vec<&str> = separator.map_or_else(|| vec![whole], |separator| whole.split(separator).collect());
    let (first, others) = groups.split_first()?;
    let is_grouped = others.iter().all(|group| group.len() == GROUP && is_digits(group));
    let fits = others.is_empty() || (1..=GROUP).contains(&first.len());
    if !is_digits(first) || !is_digits(decimals) || !is_grouped || !fits || (first.is_empty() && decimals.is_empty()) {
        return None;
    }
    let digits = groups.concat();
    let digits = if digits.is_empty() { "0" } else { &digits };
    let text = if decimals.is_empty() { digits.to_owned() } else { [digits, ".", decimals].concat() };
    text.parse().ok()
}

/// A number with separated thousands: `1,247.50`.
pub(super) fn written(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(GROUP) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    if decimals.is_empty() { [sign, &grouped].concat() } else { [sign, &grouped, ".", decimals].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Option<(String, String)> {
        Figure::read(cell).map(|figure| (written(figure.value), figure.unit))
    }

    #[test]
    fn what_is_no_single_figure_is_not_read() {
        for cell in ["", "—", "n/a", "3,1", "1.234.567", "12,34", "5 to 7", "Q2", "10⁶", "12 34", "1,2345", "Zone 3"]
        {
            assert_eq!(read(cell), None, "{cell}");
        }
    }

    #[test]
    fn figures_have_value_and_unit() {
        for (cell, value, unit) in [
            ("1,247", "1,247", ""),
            ("$ (1,013)", "-1,013", ""),
            ("(3.1) %", "-3.1", "%"),
            ("16 140", "16,140", ""),
            ("61 MW", "61", "MW"),
            ("−0.50", "-0.50", ""),
            (".5", "0.5", ""),
            ("320¹", "320", ""),
            ("△12", "-12", ""),
            ("2,018mn", "2,018", "mn"),
        ] {
            assert_eq!(read(cell), Some((value.to_owned(), unit.to_owned())), "{cell}");
        }
    }
}
