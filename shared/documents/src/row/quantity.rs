//! Figures with units, told apart from periods such as years and dates.

use super::is_figure;

/// The most words of a unit: `hours per customer and year`.
const MOST_WORDS: usize = 5;
/// The most characters of a unit.
const LONGEST_UNIT: usize = 32;
/// The most letters of the code of a currency before an amount: `UGX 500`, `Rs. 500`.
const LONGEST_CODE: usize = 3;
/// The first letters of the names of months in several languages.
const MONTHS: [&str; 24] = [
    "jan", "feb", "fev", "fév", "mar", "mär", "apr", "abr", "avr", "may", "mai", "mei", "jun", "jui", "jul", "aug",
    "aoû", "sep", "oct", "okt", "nov", "dec", "dez", "déc",
];

/// Returns whether a cell is a figure with at most a unit or a currency: `61 MW`, `3.1 percent`, `UGX 200,000`. Years, dates,
/// ranges and numbered names (`Zone 3`) are none.
#[must_use]
pub fn is_quantity(cell: &str) -> bool {
    unit(cell).is_some()
}

/// The unit of a quantity, with the sign or code of its currency. It is empty for a bare figure.
pub(super) fn unit(cell: &str) -> Option<String> {
    let is_mark = |letter: char| sisuiq_superscript::is_superscript(letter) || letter.is_whitespace();
    let cell = cell.trim_end_matches(is_mark);
    if is_figure(cell) {
        return Some(cell.chars().filter(|sign| is_currency(*sign) || "%‰°".contains(*sign)).collect());
    }
    let bare = cell.trim_start_matches(['(', '+', '-', '–', '—', '−', '~', '≈', '±', ' ']).trim_end_matches(')');
    amount(bare).or_else(|| measure(bare))
}

/// Returns whether a cell names a period: it has a year or a mark such as `Q2` or `FY24`, or is a date.
pub(super) fn is_period(cell: &str) -> bool {
    let words = || cell.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let has_number = || words().any(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    !is_quantity(cell) && (words().any(|word| is_year(word) || is_fiscal(word)) || (has_number() && has_month(cell)))
}

/// Returns whether a period is a point in time, as it is also the value of a label: `1998`, `31 March 2023`.
pub(super) fn is_date(period: &str) -> bool {
    let mut words = period.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    is_year(period) || words.all(|word| is_month(word) || word.len() <= 2 || is_year(word)) && has_month(period)
}

fn has_month(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(is_month)
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..2200).contains(&year))
}

/// Returns whether a word is one or two capitals with a number: `Q2`, `FY2024`, `H1`.
fn is_fiscal(word: &str) -> bool {
    let number = word.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    (1..=2).contains(&(word.len() - number.len()))
        && (1..=4).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_month(word: &str) -> bool {
    let opening: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
    MONTHS.contains(&opening.as_str())
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}')
}

/// The currency of an amount of money, with the words after it: `UGX million` of `UGX 3.5 million`.
fn amount(text: &str) -> Option<String> {
    let start = text.find(|letter: char| letter.is_ascii_digit()).filter(|start| *start > 0)?;
    let (before, rest) = text.split_at(start);
    let code = before.trim().trim_end_matches('.');
    let letters = code.chars().filter(|letter| letter.is_alphabetic()).count();
    let signs = code.chars().filter(|sign| is_currency(*sign)).count();
    let is_code = letters <= LONGEST_CODE && letters + signs == code.chars().count();
    let (number, after) = split_number(rest)?;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_amount = signs > 0
        || (code.starts_with(char::is_uppercase) && !is_year(number) && (digits > 2 || digits < number.len()));
    let is_plain = after.is_empty() || after.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    (is_code && is_amount && is_plain).then(|| [code, after.trim()].join(" ").trim().to_owned())
}

/// The unit after a number.
fn measure(text: &str) -> Option<String> {
    let (number, after) = split_number(text)?;
    let unit = after.trim();
    let has_digit = unit.bytes().any(|byte| byte.is_ascii_digit());
    if unit.is_empty() || has_digit || is_long(unit) || unit.ends_with(':') {
        return None;
    }
    let first = after.chars().next()?;
    let is_unit = if first.is_whitespace() {
        is_word_of_unit(number, unit)
    } else if first.is_alphabetic() {
        is_attached_unit(number, unit)
    } else {
        is_currency(first) || "%‰°".contains(first)
    };
    is_unit.then(|| unit.to_lowercase())
}

fn is_long(unit: &str) -> bool {
    unit.split_whitespace().count() > MOST_WORDS || unit.chars().count() > LONGEST_UNIT
}

/// Returns whether words after a number are its unit. After a year they may be a remark, and a month makes a date.
fn is_word_of_unit(number: &str, unit: &str) -> bool {
    let is_date = number.len() <= 2 && unit.split_whitespace().next().is_some_and(is_month);
    let is_short =
        unit.chars().all(char::is_alphabetic) && unit.len() <= 4 && unit.chars().skip(1).any(char::is_uppercase);
    let is_sign = |first: char| first.is_alphabetic() || is_currency(first) || "%‰°".contains(first);
    !is_date && unit.starts_with(is_sign) && (!is_year(number) || is_short)
}

/// Returns whether letters directly after a number are its unit: `61MW`, `2.5km`. `2nd` and `1H` are names.
fn is_attached_unit(number: &str, unit: &str) -> bool {
    let is_one_word = unit.chars().all(|letter| letter.is_alphabetic() || "/²³".contains(letter));
    let has_capital = unit.chars().count() > 1 && unit.chars().any(char::is_uppercase);
    is_one_word && (has_capital || number.contains(['.', ',']))
}

/// The number with which a text starts, with separators between its digits, and the rest.
fn split_number(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    while let Some(rest) = text.get(end..) {
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        if digits == 0 {
            break;
        }
        end += digits;
        let after = text.get(end..).unwrap_or_default();
        let Some(separator) = after.chars().next() else { break };
        let next = after.get(separator.len_utf8()..).unwrap_or_default();
        let group = next.len() - next.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let joins = if separator.is_whitespace() { group == 3 } else { ",.'’".contains(separator) && group > 0 };
        if !joins {
            break;
        }
        end += separator.len_utf8();
    }
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_periods_are_no_quantities() {
        for cell in [
            "",
            "SAIDI",
            "2023",
            "2023/24 (Baseline)",
            "FY2022",
            "FY 22",
            "Q2",
            "1H 2023",
            "2nd",
            "31 March",
            "31 March 2023",
            "31 mars",
            "12 months ended 30 June 2024",
            "5-year average",
            "0–30 days",
            "> 90 days",
            "Zone 3",
            "Phase 1",
            "Table 12",
            "220/33 kV",
            "K-101",
            "MW",
            "2023 actual",
            "Note 4:",
        ] {
            assert_eq!(unit(cell), None, "{cell}");
        }
    }

    #[test]
    fn quantities_have_units() {
        for (cell, expected) in [
            ("48,211", ""),
            ("12 %", "%"),
            ("$ 12", "$"),
            ("(3.1)", ""),
            ("320¹", ""),
            ("61 MW", "mw"),
            ("61MW", "mw"),
            ("3.1 percent", "percent"),
            ("16,4 pour cent", "pour cent"),
            ("1 250 kunder", "kunder"),
            ("14 days", "days"),
            ("5 °C", "°c"),
            ("3.2% of sales", "% of sales"),
            ("~ 40 hours per customer", "hours per customer"),
            ("2000 MW", "mw"),
            ("UGX 200,000", "UGX"),
            ("Rs. 300", "Rs"),
            ("US$ 3.5 million", "US$ million"),
            ("€4.5m", "€ m"),
        ] {
            assert_eq!(unit(cell).as_deref(), Some(expected), "{cell}");
        }
    }

    #[test]
    fn dates_are_also_values() {
        assert!(["1998", "31 March 2023", "1 janvier", "March 2023"].into_iter().all(is_date));
        assert!(!["2023/24", "FY2022", "Q2", "Year ended 31 March 2023", "2023 (Baseline)"].into_iter().any(is_date));
    }

    #[test]
    fn periods_have_years_or_months() {
        for cell in ["2023", "2023/24 (Baseline)", "Q2", "FY24", "31 March", "Year ended 30 June 2024", "1 janvier"] {
            assert!(is_period(cell), "{cell}");
        }
        for cell in ["SAIDI", "March", "2000 MW", "Zone 3", "61 MW", "Market share"] {
            assert!(!is_period(cell), "{cell}");
        }
    }
}
