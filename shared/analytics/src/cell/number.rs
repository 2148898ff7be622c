//! Numbers and the evidence for their decimal marks.

use super::Marks;
use crate::mapping::DecimalMark;

/// The evidence of a value about an ambiguous notation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Hint<Reading> {
    /// It can only be read so.
    Only(Reading),
    /// It can be read both ways, with different results.
    Either,
}

/// The most digits of a number that a double represents exactly.
const EXACT: usize = 15;

/// A double tells all whole numbers below it from each other (2^53). Larger ones are texts: most are identifiers.
const LIMIT: f64 = 9_007_199_254_740_992.0;

/// A number with the given decimal mark; thousands may be separated by the other mark, by spaces or by apostrophes.
pub(crate) fn number(text: &str, marks: Marks) -> Option<f64> {
    if !is_of_numbers(text) {
        return None;
    }
    if text.len() <= EXACT && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    if !text.contains(['.', ',']) {
        return read(text, DecimalMark::Point);
    }
    match marks {
        Marks::Decimal(mark) => read(text, mark),
        Marks::Open => None,
        Marks::Unseen if text.contains(',') => None,
        Marks::Unseen => match hint(text)? {
            Hint::Only(mark) => read(text, mark),
            Hint::Either => None,
        },
    }
}

/// The evidence of this text about decimal marks; none if it is not a number or has neither point nor comma.
pub(crate) fn hint(text: &str) -> Option<Hint<DecimalMark>> {
    if !is_of_numbers(text) || !text.contains(['.', ',']) {
        return None;
    }
    match (read(text, DecimalMark::Point), read(text, DecimalMark::Comma)) {
        (Some(_), Some(_)) => Some(Hint::Either),
        (Some(_), None) => Some(Hint::Only(DecimalMark::Point)),
        (None, Some(_)) => Some(Hint::Only(DecimalMark::Comma)),
        (None, None) => None,
    }
}

/// Returns whether an ambiguous number is fractional if its mark is the decimal one: `1.200` is not 1.2 customers.
pub(crate) fn is_fractional_as_decimal(text: &str) -> bool {
    text.rsplit_once(['.', ',']).is_some_and(|(_, decimals)| decimals.bytes().any(|byte| byte != b'0'))
}

/// Returns whether the text has the characters of a number, a digit or sign first.
fn is_of_numbers(text: &str) -> bool {
    let is_first = |first: char| first.is_ascii_digit() || "+-.,\u{2212}".contains(first);
    let is_any =
        |letter: char| letter.is_ascii_digit() || "+-.,eE' \u{a0}\u{202f}\u{2009}\u{2019}\u{2212}".contains(letter);
    let is_plain = |byte: u8| byte.is_ascii_digit() || b"+-.,eE' ".contains(&byte);
    text.starts_with(is_first) && (text.bytes().all(is_plain) || text.chars().all(is_any))
}

/// The number, if all of the text is one.
pub(crate) fn read(text: &str, mark: DecimalMark) -> Option<f64> {
    let plain: String = text
        .chars()
        .map(|letter| match letter {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            '\u{2019}' => '\'',
            '\u{2212}' => '-',
            letter => letter,
        })
        .collect();
    let (decimal, group) = match mark {
        DecimalMark::Comma => (',', '.'),
        DecimalMark::Point => ('.', ','),
    };
    let (whole, fraction) =
        plain.split_once(decimal).map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    if fraction.is_some_and(|rest| rest.contains([',', '.', ' ', '\''])) {
        return None;
    }
    let whole = [group, ' ', '\''].into_iter().find_map(|separator| ungrouped(whole, separator))?;
    let plain = fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}"));
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite())?;
    let is_whole = fraction.is_none() && !plain.contains(['e', 'E']);
    (!is_whole || number.abs() < LIMIT).then_some(number)
}

/// The digits without the separators of their groups; none unless the groups have three digits, or two as in `1,20,000`.
fn ungrouped(whole: &str, separator: char) -> Option<String> {
    let digits = whole.trim_start_matches(['-', '+']);
    let groups: Vec<&str> = digits.split(separator).collect();
    let is_of = |group: &str, length: usize| group.len() == length && group.bytes().all(|byte| byte.is_ascii_digit());
    if let [first, middle @ .., last] = groups.as_slice() {
        let is_first = (1..=3).contains(&first.len()) && is_of(first, first.len()) && !first.starts_with('0');
        let are_thousands = middle.iter().all(|group| is_of(group, 3));
        let are_hundreds = separator == ',' && !middle.is_empty() && middle.iter().all(|group| is_of(group, 2));
        let is_grouped = is_first && is_of(last, 3) && (are_thousands || (are_hundreds && first.len() <= 2));
        if groups.len() > 1 && !is_grouped {
            return None;
        }
    }
    let joined = whole.replace(separator, "");
    (!joined.contains([',', '.', ' ', '\''])).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_mark_decides_the_value() {
        use DecimalMark::{Comma, Point};
        for (text, mark, value) in [
            ("1,5", Comma, 1.5),
            ("1.234,5", Comma, 1_234.5),
            ("1,234", Comma, 1.234),
            ("1.200", Comma, 1_200.0),
            ("1.200", Point, 1.2),
            ("1,234", Point, 1_234.0),
            ("1,234,567.8", Point, 1_234_567.8),
            ("1,20,000", Point, 120_000.0),
            ("1'200.5", Point, 1_200.5),
            ("1\u{2019}200", Comma, 1_200.0),
            ("1\u{202f}200,5", Comma, 1_200.5),
            ("\u{2212}3", Point, -3.0),
            ("9007199254740991", Point, 9_007_199_254_740_991.0),
            ("1e300", Point, 1e300),
        ] {
            assert_eq!(read(text, mark), Some(value), "{text}");
        }
        for (text, mark) in [
            ("1,5", Point),
            ("1,234,567", Comma),
            ("1.2,5", Comma),
            ("1,2,3", Point),
            ("1 00", Point),
            ("0,125", Point),
            ("1.2.2024", Comma),
            ("1'2", Point),
            ("12,34,56", Point),
            ("9007199254740992", Point),
            ("-9,007,199,254,740,993", Point),
            ("1e400", Point),
        ] {
            assert_eq!(read(text, mark), None, "{text}");
        }
    }

    #[test]
    fn hint_follows_the_digits() {
        let only = |mark| Some(Hint::Only(mark));
        for (text, hinted) in [
            ("1,5", only(DecimalMark::Comma)),
            ("0,125", only(DecimalMark::Comma)),
            ("1.200.300", only(DecimalMark::Comma)),
            ("1.25", only(DecimalMark::Point)),
            ("1,234.5", only(DecimalMark::Point)),
            ("1,234,567", only(DecimalMark::Point)),
            ("-1,234", Some(Hint::Either)),
            ("1.234", Some(Hint::Either)),
            ("12", None),
            ("a,b", None),
            ("05.03.2024", None),
        ] {
            assert_eq!(hint(text), hinted, "{text}");
        }
    }
}
